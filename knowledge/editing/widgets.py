"""Fields in which a related record is found by typing, that take whatever is sent."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.http import HttpRequest

_LONGEST_KEY = 18  # digits that a database can compare with a key


def _is_key(value: Any) -> bool:
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_KEY


class KeysOnly:
    """Django looks up what was sent to show it again, and fails on what cannot be a key."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        keys = [one for one in value if _is_key(one)]
        return super().optgroups(name, keys, attr)


class OneFound(KeysOnly, AutocompleteSelect):
    pass


class SomeFound(KeysOnly, AutocompleteSelectMultiple):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """A number that no database can compare becomes something that is no number."""
        sent = super().value_from_datadict(data, files, name) or []
        return [one if _is_key(one) else "?" for one in sent]


class FindsByTyping(BaseModelAdmin):
    """For an admin or an inline with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = OneFound(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SomeFound(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
