"""Draw a document in the base theme when imported: processes forked after that have what each draws first."""

from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.check_theme import check_looks

check_looks(load_theme("base"), tuple(WRITERS))
