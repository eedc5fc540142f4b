"""Where the checkout is, for tests that read files of the project."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
