"""The query parameters of lists."""

from knowledge.caching.parameters import Parameters
from knowledge.pages.filters import FilterForm
from knowledge.pages.paging import BESIDE, NUMBER

WORDS = "termen"
"""Page number of the words in the list of places."""


def list_of(
    form: type[FilterForm] | None = None, *, pages: tuple[str, ...] = (NUMBER,)
) -> Parameters:
    """Those of a list in pages, narrowed by the fields of `form`."""
    fields = form.base_fields if form else ()
    return Parameters(pages=pages, chosen=(*fields, BESIDE))
