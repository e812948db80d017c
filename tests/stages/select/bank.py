"""Give the tests of choosing the numbers that the kit comes with."""

from interview_kit.model.bank import Bank
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import validate
from tests.paths import ROOT

FILE = ROOT / "templates" / "bank" / "choosing.yaml"
BANK = Bank(
    labels={},
    phrases={},
    reasons={},
    approaches={},
    refusals={},
    questions={},
    asks={},
    sections={},
    outline=(),
    choosing=validate(SelectionRules, read_yaml(FILE), FILE.name),
)
