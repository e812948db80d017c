"""Name the folders of the project, for every test."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "pipeline"
"""What has to be importable: it holds the package."""

PACKAGE = SOURCE / "interview_kit"
