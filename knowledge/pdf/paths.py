"""The files that paper is made with."""

from pathlib import Path

import fontpkg_atkinson_hyperlegible

TEMPLATE = Path(__file__).resolve().parent / "template"
FONTS = fontpkg_atkinson_hyperlegible.ROOT / "files"
