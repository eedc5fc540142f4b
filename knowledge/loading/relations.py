"""Many-to-many relations of loaded records, which the content files name by slug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from knowledge.introspection import many_to_many


class Rows(dict[tuple[Any, str], Any]):
    """Lazy cache of records by (model, slug)."""

    def __missing__(self, key: tuple[Any, str]) -> Any:
        model, slug = key
        self[key] = record = model._default_manager.get(slug=slug)
        return record


def relate(written: Iterable[tuple[Any, dict[str, Any], bool]], rows: Rows) -> None:
    """Set the relations of records, each with its entry and whether it is new.

    New records take a query per relation, not per record, and send no `m2m_changed`: whoever
    listens heard that they were saved. A slug of nothing is left out; it has a problem of its own.
    """
    links: defaultdict[Any, list[Any]] = defaultdict(list)
    for record, entry, is_new in written:
        for many in many_to_many(type(record)):
            related = list(_related(many.related_model, entry[many.name], rows))
            if not is_new:
                getattr(record, many.name).set(related)
                continue
            through: Any = many.remote_field.through
            names = many.m2m_field_name(), many.m2m_reverse_field_name()
            links[through] += (
                through(**dict(zip(names, (record, other), strict=True))) for other in related
            )
    for through, added in links.items():
        through._default_manager.bulk_create(added)


def _related(model: Any, slugs: Iterable[str], rows: Rows) -> Iterator[Any]:
    for slug in dict.fromkeys(slugs):
        try:
            yield rows[model, slug]
        except ObjectDoesNotExist:
            continue
