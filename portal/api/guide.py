"""The page about the open data: the OpenAPI description for human readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from knowledge.open_data.hsds.vocabulary import taxonomies
from portal.api.description import openapi_description
from portal.api.hsds import api


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    description: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    path: str
    summary: str
    required: bool
    parameters: tuple[Parameter, ...]


def open_data(request: HttpRequest) -> HttpResponse:
    base = settings.SITE_URL + reverse("hsds:about")
    description = openapi_description(api, base)
    context = {
        "description": description["info"]["description"],
        "base": base,
        "openapi": reverse("hsds:openapi"),
        "example": f"{reverse('hsds:services')}?lang={get_language()}&per_page=2",
        "operations": list(_operations(description)),
        "taxonomies": taxonomies(),
    }
    return render(request, "portal/open_data.html", context)


def _operations(description: dict[str, Any]) -> Iterator[Operation]:
    for path, operations in description["paths"].items():
        for operation in operations.values():
            parameters = tuple(_parameter(parameter) for parameter in operation["parameters"])
            required = "required" in operation["tags"]
            yield Operation(path, operation["summary"], required, parameters)


def _parameter(parameter: dict[str, Any]) -> Parameter:
    kinds = [parameter["schema"], *parameter["schema"].get("anyOf", [])]
    choices = next((kind["enum"] for kind in kinds if "enum" in kind), ())
    return Parameter(parameter["name"], parameter.get("description", ""), tuple(choices))
