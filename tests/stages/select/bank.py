"""Give the tests of choosing the bank that the kit comes with."""

from interview_kit.stages.read.bank import read_bank

BANK = read_bank()
