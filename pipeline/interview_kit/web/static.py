"""Serve the style sheets, scripts, pictures and fonts of pages."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse, Response

from interview_kit.stages.write.fonts import font_file

_FAMILY = "Atkinson Hyperlegible"
_FONTS = {"font/regular.ttf": 400, "font/bold.ttf": 700}
_ENDINGS = (".css", ".js", ".svg")


def static_file(folder: Path, name: str) -> Response:
    """Return a file of a folder by its name, or a font of the kits; 404 for anything else."""
    if name in _FONTS:
        return FileResponse(Path(font_file(_FAMILY, _FONTS[name], "normal")), media_type="font/ttf")
    known = {path.name: path for path in folder.iterdir() if path.suffix in _ENDINGS}
    return FileResponse(known[name]) if name in known else Response(status_code=404)
