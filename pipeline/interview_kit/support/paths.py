"""Find the folder of the templates, texts and themes that come with the program, and its version."""

from pathlib import Path

from interview_kit.support.command_line import DISTRIBUTION

_PACKAGE = Path(__file__).resolve().parents[1]

# An installed wheel holds the templates inside the package; a checkout has them beside pipeline/.
TEMPLATES = next(
    folder for folder in (_PACKAGE / "templates", _PACKAGE.parents[1] / "templates") if folder.is_dir()
)
# One folder a language of the kits; its name is the code.
LANGUAGES = TEMPLATES / "languages"

# Folders of profiles to show, the first that is there: here, or those of a checkout.
EXAMPLES = (Path("profiles"), TEMPLATES.parent / "profiles")


def version() -> str:
    """Return the version of the installed program, "" where it is not installed."""
    from importlib import metadata  # it takes long to load

    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return ""
