import pytest
from django.urls import reverse
from django.utils import translation

from portal.server.budgets import (
    DESK,
    EXPORT,
    FILE,
    PAGES,
    PAPER,
    SEARCH,
    SMALL_BODY,
    SPREADSHEET,
    body_limit,
    budget_of,
)  # fmt: skip

BUDGET_OF_ROUTES = {
    "home": PAGES,
    "services": PAGES,
    "guide": PAGES,
    "suggestions": PAGES,
    "search": SEARCH,
    "outcome_pdf": PAPER,
    "guide_map": PAPER,
    "preview": PAPER,
    "knowledge_base": EXPORT,
    "admin:index": DESK,
    "admin:knowledge_service_import": DESK,
    "account_login": DESK,
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("route", "budget"), BUDGET_OF_ROUTES.items())
def test_each_kind_of_page_has_its_budget(route, budget, language):
    with translation.override(language):
        assert budget_of(reverse(route)) == budget


def test_only_editing_takes_large_bodies():
    assert body_limit(reverse("search")) == SMALL_BODY
    assert body_limit(reverse("account_login")) == SMALL_BODY
    assert body_limit(reverse("admin:referrals_flow_changelist")) == FILE
    assert body_limit(reverse("admin:knowledge_service_import")) == SPREADSHEET
    assert body_limit("/en" + reverse("admin:knowledge_service_import")) == SPREADSHEET
