"""Compile the catalogues of messages when the package is built or installed; hatchling calls it."""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent


class CatalogueHook(BuildHookInterface[BuilderConfig]):
    """The build hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled catalogues beside their sources for the build; current ones stay."""
        sys.path.insert(0, str(ROOT / "pipeline"))
        from interview_kit.support.i18n import catalogues, compiled

        for catalogue in catalogues().values():
            binary, target = compiled(catalogue.read_bytes()), catalogue.with_suffix(".mo")
            if not target.exists() or target.read_bytes() != binary:
                partial = target.with_suffix(f".{os.getpid()}.mo")
                partial.write_bytes(binary)
                partial.replace(target)
