"""Run the command as `python -m interview_kit`."""

from interview_kit.cli import main

main()
