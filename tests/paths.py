"""Root of the checkout, for tests that read project files."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
