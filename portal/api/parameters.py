"""Query parameters of the API, validated before any query."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Field, Schema
from ninja.parser import Parser
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

PER_PAGE, MOST_PER_PAGE, MOST_PAGES = 50, 100, 1_000_000
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"\A\d{4}-\d\d-\d\d(?:[T ].*)?\Z")
_NOT_HERE = ("postcode", "proximity")  # ignoring them would return desks from elsewhere
_LOST_PLUS = re.compile(r" (\d\d:?\d\d)\Z")  # a + that was not escaped arrives as a space


class ParameterError(Exception):
    """Query parameters that cannot be parsed: `errors` by parameter."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(errors)
        self.errors = errors


class StrictParser(Parser):
    """Rejects repeated parameters, NUL characters and searches that this API does not have."""

    def parse_querydict(
        self, data: Any, list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        errors = {}
        if isinstance(data, QueryDict):
            for name, values in data.lists():
                if len(values) > 1:
                    errors[name] = _("Give this parameter only once.")
                elif "\0" in values[0] or "\0" in name:
                    errors[name] = _("This value cannot be read.")
                elif name in _NOT_HERE:
                    errors[name] = _("This directory cannot be searched by postcode.")
        if errors:
            raise ParameterError(errors)
        parsed: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        return parsed


def _iso_8601(value: Any) -> Any:
    """Accepts ISO 8601 only: pydantic would read a number as seconds since 1970."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise ValueError
    return _LOST_PLUS.sub(r"+\1", value) if "T" in value else value


def _aware(value: datetime) -> datetime:
    """UTC without an offset; clamped to the range of years that the database takes."""
    moment = value if value.tzinfo else value.replace(tzinfo=UTC)
    return min(max(moment, _EARLIEST), _LATEST)


Moment = Annotated[
    datetime,
    BeforeValidator(_iso_8601),
    AfterValidator(_aware),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class InLanguage(Schema):
    lang: Literal["nl", "en"] | None = None


class Listed(InLanguage):
    search: str = Field(default="", max_length=200)
    page: int = Field(default=1, ge=1, le=MOST_PAGES)
    per_page: int | None = Field(default=None, ge=1, le=MOST_PER_PAGE)
    format: Literal["json", "ndjson"] = "json"


class ByTaxonomy(Listed):
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None


class Followed(ByTaxonomy):
    organization_id: UUID | None = None
    modified_after: Moment | None = None
    full: bool = False


class Services(Followed):
    minimal: bool = False


class WithServices(InLanguage):
    full_service: bool = False


class Organizations(ByTaxonomy):
    full: bool = False
    full_service: bool = False


class Terms(Listed):
    taxonomy_id: UUID | None = None
    top_only: bool = False
    parent_id: UUID | None = None


_MESSAGES = {
    "int": gettext_lazy("This is not a whole number."),
    "greater_than_equal": gettext_lazy("The lowest value is %(ge)s."),
    "less_than_equal": gettext_lazy("The highest value is %(le)s."),
    "string_too_long": gettext_lazy("No more than %(max_length)s characters."),
    "uuid": gettext_lazy("This is not an identifier (UUID)."),
    "bool": gettext_lazy("Use true or false."),
    "literal_error": gettext_lazy("Choose from: %(expected)s."),
    "datetime": gettext_lazy("This is not a date and time. Use the format 2026-11-22T09:30:00Z."),
    "value_error": gettext_lazy(
        "This is not a date and time. Use the format 2026-11-22T09:30:00Z."
    ),
}


def messages(errors: list[dict[str, Any]]) -> dict[str, str]:
    """Messages by parameter, in the active language, for errors of pydantic."""
    return {str(error["loc"][-1]): _message(error) for error in errors}


def _message(error: dict[str, Any]) -> str:
    kind = error["type"]
    message = _MESSAGES.get(kind) or _MESSAGES.get(kind.split("_")[0])
    context = error.get("ctx", {})
    values = {name: str(value).replace(" or ", ", ") for name, value in context.items()}
    return str(message) % values if message else _("This value cannot be read.")
