"""Give the tests of choosing the numbers that the kit comes with."""

from pathlib import Path

from pipeline.bank import Bank
from pipeline.choosing import Choosing
from pipeline.read.strict_yaml import read_yaml
from pipeline.read.validation import validate

FILE = Path(__file__).parents[2] / "templates" / "bank" / "choosing.yaml"
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
    choosing=validate(Choosing, read_yaml(FILE), FILE.name),
)
