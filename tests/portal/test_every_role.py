"""Each role tries every address of the site and gets exactly what the table says."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from knowledge import models
from referrals.models import Option
from tests.portal.every_address import PART, is_for_editors, one_of_each_route, routes

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

ORDER = ("visitor", "reader", "editor", "publisher", "administrator")
NOBODY, GONE = "nobody", "gone"
ENTRIES = {
    "audience", "codeword", "contactdetail", "exploitationform", "factsheet", "flow",
    "guidance", "keyfigure", "legalarticle", "organisation", "resource", "riskplace", "service",
    "signal", "source", "synonym",
}  # fmt: skip
WRITTEN_BY_THE_SITE = {"confirmationrequest", "correctionreport", "flowrelease", "pendingedit"}
DELETABLE = {"question", "option", "outcome", "correctionreport"}
KNOWN = {*ENTRIES, *WRITTEN_BY_THE_SITE, *DELETABLE, "municipality", "region", "user"}

# The lowest role that gets in, by address; the first line that fits counts.
TABLE = [
    (rf"beheer/\w+/(?!({'|'.join(DELETABLE)})/)\w+/1/delete/", NOBODY),
    (rf"beheer/\w+/({'|'.join(WRITTEN_BY_THE_SITE)})/add/", NOBODY),
    (r"beheer/autocomplete/", NOBODY),  # without saying for which field
    (r"beheer/knowledge/\w+/importeren/1/", GONE),  # the file of somebody else
    (r"beheer/niets", GONE),
    (r"beheer/auth/user/1/$", "editor"),  # only leads on
    (r"beheer/auth/user/", "administrator"),
    (r"beheer/referrals/flow/1/publiceren/", "publisher"),
    (r"beheer/", "editor"),
]
OPEN = {"200", "302", "400", "405"}
SENDING = ("visitor", "reader", "editor")  # the others differ in a few addresses, opened as well
MISTAKES = OPEN | {"403", "404"}  # an empty form is also refused, or about nothing
SIGNING = {"login", "logout", "password_change", "password_change_done"}
SHOWN_TO_EDITORS = {"/verwijzen/concept/", "/verwijzen/uitgave/1/"}  # or with a link that was sent


@pytest.fixture
def rows() -> dict[str, int]:
    """Rows that the starting content has none of, by model or by part of an address."""
    other = User.objects.create_user("iemand-anders")
    desk = models.Service.objects.order_by("pk").first()
    option = Option.objects.filter(question__kind="side_many").order_by("pk").first()
    option._history_user = other
    option.delete()
    report = models.CorrectionReport.objects.create(service=desk, part="other", message="Anders")
    asked = models.ConfirmationRequest.objects.create(
        organisation=models.Organisation.objects.order_by("pk").first(),
        email="redactie@voorbeeld.example",
        expires_at=timezone.now() + timedelta(days=1),
    )
    sheet = models.ImportDraft.objects.create(
        noun="service", file_name="x.csv", rows=[], made_by=other
    )
    return {
        "other": other.pk,
        "correctionreport": report.pk,
        "confirmationrequest": asked.pk,
        "importeren": sheet.pk,
        "deleted": Option.history.filter(history_type="-").latest("history_date").history_id,
    }


def model_in(path: str) -> Any:
    found = re.match(r"beheer/(knowledge|referrals|auth)/(\w+)/", path)
    return apps.get_model(found[1], found[2]) if found else None


def waiting(row: Any, rows: dict[str, int]) -> int:
    """A change of `row` by somebody else that waits for a publisher."""
    kind = ContentType.objects.get_for_model(row)
    made = {"typed": {}, "made_by_id": rows["other"]}
    edits = models.PendingEdit.objects
    return edits.get_or_create(content_type=kind, object_id=row.pk, defaults=made)[0].pk


def value(part: str, path: str, rows: dict[str, int]) -> Any:
    """Something that exists for one part of an address."""
    model = model_in(path)
    row = model._default_manager.order_by("pk").first() if model else None
    if "importeren" in path:
        return rows["importeren"]
    if part == "pending":
        return waiting(row, rows)
    if part == "entry":
        return row.history.first().history_id if row else rows["deleted"]
    if part in ("pk", "object_id"):
        return row.pk if row else models.Organisation.objects.order_by("pk").first().pk
    known = {
        "part": model._meta.model_name if model else "",
        "label": "referrals.option",
        "app_label": "knowledge",
        "url": "niets",
        "content_type_id": ContentType.objects.get_for_model(models.Organisation).pk,
    }
    return known[part]


def address_of(path: str, rows: dict[str, int]) -> str:
    def exists(part: re.Match[str]) -> str:
        return str(value(part[1] or part[2], path, rows))

    return "/" + PART.sub(exists, path).replace("^", "").replace("$", "")


def expected(role: str, address: str) -> set[str]:
    shape = re.sub(r"\d+", "1", address).lstrip("/")
    lowest = next(found for pattern, found in TABLE if re.match(pattern, shape))
    if role in ("visitor", "reader"):
        return {"sign in"}
    if lowest in (NOBODY, GONE):
        return {"403" if lowest == NOBODY else "404"}
    return OPEN if ORDER.index(role) >= ORDER.index(lowest) else {"403"}


def outcome(response: HttpResponse) -> str:
    if response.status_code == 302 and "/login/" in response["Location"]:
        return "sign in"
    return str(response.status_code)


@pytest.mark.parametrize("role", ORDER)
def test_editing_pages(role, client, client_of, rows):
    """Opened, and sent an empty form: neither more nor less than the table, and never an error."""
    person: Client = client if role == "visitor" else client_of(role)
    faults = []
    for name, path in routes():
        if not is_for_editors(path) or name in SIGNING:
            continue
        address = address_of(path, rows)
        opened, may = outcome(person.get(address)), expected(role, address)
        if opened not in may:
            faults.append(f"{address}: {opened} in place of {sorted(may)}")
        if role in SENDING:
            sent = outcome(person.post(address))
            if sent not in (MISTAKES if may is OPEN else {*may, "405"}):
                faults.append(f"{address}: {sent} for an empty form")
    assert "\n".join(faults) == ""


def test_a_model_that_is_edited_has_its_place_in_the_table():
    assert {model._meta.model_name for model in admin.site._registry} == KNOWN


@pytest.mark.parametrize("role", ORDER)
def test_public_pages(role, client, client_of):
    person: Client = client if role == "visitor" else client_of(role)
    # Without a theme there is no file of one.
    shown = [one for one in one_of_each_route() if not one.startswith(("/account/", "/static/"))]
    got = {one: outcome(person.get(one)) for one in shown}
    closed = {one for one, status in got.items() if status in ("403", "sign in")}
    assert {status for one, status in got.items() if one not in closed} <= {"200", "302"}
    assert closed == (SHOWN_TO_EDITORS if role in ("visitor", "reader") else set())


@pytest.mark.parametrize("page", ["", "2fa/", "password/change/"])
def test_pages_of_an_account_are_for_who_is_signed_in(client, client_of, page):
    assert outcome(client.get(f"/account/{page}")) == "sign in"
    for role in ORDER[1:]:
        assert outcome(client_of(role).get(f"/account/{page}")) in OPEN
