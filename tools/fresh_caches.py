"""A plugin of pytest: each test starts without what earlier tests left in the caches of functions.

Otherwise a mutant would be tried on results of the code that it changes.
"""

import sys

import pytest


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("knowledge.values."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
