"""Override some languages of a text; refuse overrides that leave the translations out of step."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.bank import BankText, Wording
from interview_kit.model.enums import Language
from interview_kit.stages.read.bank.overlay_schema import PartialPlain, PartialWording
from interview_kit.stages.read.convert import shortened
from interview_kit.support.i18n import N_, _

ONE_LANGUAGE = N_("if your agency works in English only, write languages: [en]")


def out_of_step(
    old: BankText, given: PartialWording, languages: tuple[Language, ...]
) -> Iterator[tuple[str, str]]:
    """Yield the key and the message for each language of an override that leaves another one outdated.

    French alone may be overridden, to correct a translation. English alone may not.
    """
    if Language.FRENCH not in languages:
        return
    plain = (old.plain, given.plain)
    for before, now, path in ((old, given, ""), (*plain, "plain.")):
        if before is None or now is None:
            continue
        if now.en and not now.fr and before.fr and Language.ENGLISH in languages:
            message = _(
                "this changes the English and leaves the French as it was (“{french}”); "
                "write fr: as well, or, {one_language}",
                french=shortened(before.fr),
                one_language=_(ONE_LANGUAGE),
            )
            yield f"{path}en", message
        if now.fr and not now.fr_tu and before.fr_tu:
            message = _(
                "to a person called tu the kit still says “{french}”; write fr_tu: as well",
                french=shortened(before.fr_tu),
            )
            yield f"{path}fr", message


def changed(old: BankText, given: PartialWording, languages: tuple[Language, ...]) -> BankText:
    """Return the text with the given languages replaced.

    A replaced language loses its old plain variant.
    """
    new = _over(old, given)
    return BankText(en=new.en, fr=new.fr, fr_tu=new.fr_tu, plain=_plain(old, new, given, languages))


def _over(old: Wording, given: PartialPlain) -> Wording:
    fr_tu = given.fr_tu or (None if given.fr else old.fr_tu)
    return Wording(en=given.en or old.en, fr=given.fr or old.fr, fr_tu=fr_tu)


def _plain(
    old: BankText, new: Wording, given: PartialWording, languages: tuple[Language, ...]
) -> Wording | None:
    said = {Language.ENGLISH: bool(given.en), Language.FRENCH: bool(given.fr)}
    if given.plain is None and (old.plain is None or all(said[language] for language in languages)):
        return None
    before = old.plain or new
    french = new if said[Language.FRENCH] else before
    kept = Wording(
        en=new.en if said[Language.ENGLISH] else before.en,
        fr=french.fr,
        fr_tu=french.fr_tu,
    )
    return _over(kept, given.plain) if given.plain else kept
