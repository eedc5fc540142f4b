"""Every text that somebody may fill in has a longest length, in models and in forms."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.test import RequestFactory
from django.utils import translation
from django.utils.module_loading import import_string

import knowledge
import portal
import referrals
from knowledge.models import Guidance
from knowledge.models.bounded import LONGEST_TEXT
from portal.accounts.factors.bounded_forms import Bounded
from portal.search.forms import AnyText

OURS = ("knowledge", "referrals")
WRITTEN_BY_SOFTWARE = {
    "knowledge.OutdatedText.was",  # a text of an entry, which has its bound there
    "knowledge.OutgoingMail.body",  # a template filled in
}
COPIES = "history_change_reason"  # the reason of a form, which has its bound there


def unbounded_columns() -> Iterator[str]:
    for model in (model for label in OURS for model in apps.get_app_config(label).get_models()):
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, (models.TextField, models.CharField))
            if not is_text or field.choices or field.name == COPIES:
                continue
            limits = [one for one in field.validators if isinstance(one, MaxLengthValidator)]
            if not limits or not field.max_length:
                yield f"{model._meta.label}.{field.name}"


def test_no_column_with_text_is_without_a_bound():
    assert set(unbounded_columns()) == WRITTEN_BY_SOFTWARE


def form_classes() -> set[type[forms.BaseForm]]:
    """All forms of the portal, those it gives to django-allauth, and those of editing pages."""
    for package in (knowledge, referrals, portal):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith("portal.conf") and ".migrations" not in module.name:
                importlib.import_module(module.name)
    names = {**settings.ACCOUNT_FORMS, **settings.MFA_FORMS}.values()
    return {import_string(name) for name in names} | set(_below(forms.BaseForm))


def _below(parent: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for child in parent.__subclasses__():
        yield from _below(child)
        if child.__module__.split(".")[0] in ("knowledge", "referrals", "portal"):
            yield child


def editing_forms() -> Iterator[tuple[str, dict[str, forms.Field]]]:
    request = RequestFactory().get("/beheer/")
    request.user = _Administrator()
    for model, page in admin.site._registry.items():
        row = model._default_manager.first()
        if not (row or page.has_add_permission(request)):
            row = model()
        yield model._meta.label, page.get_form(request, row, change=row is not None).base_fields
        for inline in page.get_inline_instances(request):
            fields = inline.get_formset(request).form.base_fields
            yield f"{model._meta.label} {inline.model._meta.label}", fields


class _Administrator:
    is_active = is_staff = is_superuser = is_authenticated = True
    pk = id = 1

    def has_perm(self, *_given: object) -> bool:
        return True

    has_module_perms = has_perms = has_perm


def is_unbounded(field: forms.Field) -> bool:
    if not isinstance(field, forms.CharField) or isinstance(field, (AnyText, forms.JSONField)):
        return False  # AnyText cuts off what is longer, JSON is bounded below
    return field.max_length is None and not any(
        isinstance(one, MaxLengthValidator) for one in field.validators
    )


def test_no_field_of_a_form_is_without_a_bound():
    classes = form_classes()
    assert len(classes) > 50
    found = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in classes
        if not issubclass(form, Bounded)
        for name, field in getattr(form, "base_fields", {}).items()
        if is_unbounded(field)
    }
    assert found == set()


@pytest.mark.django_db
def test_no_field_of_an_editing_page_is_without_a_bound():
    pages = list(editing_forms())
    assert len(pages) > 30
    found = {
        f"{page}.{name}" for page, fields in pages for name, field in fields.items()
        if is_unbounded(field)
    }  # fmt: skip
    assert found == set()


def test_a_form_of_accounts_bounds_every_text():
    for form in _below(Bounded):
        assert form.__mro__.index(Bounded) < form.__mro__.index(forms.BaseForm)


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "niet meer dan 10000 tekens"), ("en", "at most 10000 characters")],
)
def test_a_model_refuses_a_text_without_end_in_words(language, words):
    entry = Guidance(body_nl="x" * (LONGEST_TEXT + 1), body_en="x" * LONGEST_TEXT)
    with translation.override(language), pytest.raises(ValidationError) as refused:
        entry.clean_fields(exclude=[])
    with translation.override(language):
        said = refused.value.message_dict
    assert words in said["body_nl"][0]
    assert "body_en" not in said


@pytest.mark.django_db
def test_the_shipped_content_keeps_within_its_bounds():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            fields = model._meta.concrete_fields
            columns = [field for field in fields if isinstance(field, models.TextField)]
            for row in model._default_manager.all():
                for field in columns:
                    text = getattr(row, field.attname) or ""
                    assert not field.max_length or len(text) <= field.max_length, (row, field)
