"""Each role opens every URL of the site and gets exactly what the table says."""

import re

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client

from tests.portal.every_url import is_admin_path, one_url_per_route, routes
from tests.portal.existing import address_of, made_rows

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

ORDER = ("visitor", "reader", "editor", "publisher", "administrator")
NOBODY, GONE = "nobody", "gone"
ENTRIES = {
    "audience", "codeword", "contactdetail", "defaultdesks",
    "exploitationform", "factsheet", "flow",
    "guidance", "keyfigure", "legalarticle", "organisation", "resource", "riskplace", "service",
    "signal", "source", "synonym",
}  # fmt: skip
WRITTEN_BY_THE_SITE = {"confirmationrequest", "correctionreport", "flowrelease", "pendingedit"}
DELETABLE = {"question", "option", "outcome", "case", "cue", "correctionreport"}
KNOWN = {*ENTRIES, *WRITTEN_BY_THE_SITE, *DELETABLE, "municipality", "region", "user"}

# The lowest role that gets in, by address; the first line that fits counts.
TABLE = [
    (rf"beheer/\w+/(?!({'|'.join(DELETABLE)})/)\w+/1/delete/", NOBODY),
    (rf"beheer/\w+/({'|'.join(WRITTEN_BY_THE_SITE)})/add/", NOBODY),
    (r"beheer/autocomplete/", NOBODY),  # without saying for which field
    (r"beheer/\w+/\w+/importeren/1/", GONE),  # the file of somebody else
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
    return made_rows()


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
    """GET and an empty POST: exactly as in the table, and never an error."""
    person: Client = client if role == "visitor" else client_of(role)
    faults = []
    for name, path in routes():
        if not is_admin_path(path) or name in SIGNING:
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
    # Without a theme there is no file of one, without a contact no security.txt.
    left_out = ("/account/", "/static/", "/.well-known/")
    shown = [one for one in one_url_per_route() if not one.startswith(left_out)]
    got = {one: outcome(person.get(one)) for one in shown}
    closed = {one for one, status in got.items() if status in ("403", "sign in")}
    assert {status for one, status in got.items() if one not in closed} <= {"200", "302"}
    assert closed == (SHOWN_TO_EDITORS if role in ("visitor", "reader") else set())


@pytest.mark.parametrize("page", ["", "2fa/", "password/change/"])
def test_pages_of_an_account_are_for_who_is_signed_in(client, client_of, page):
    assert outcome(client.get(f"/account/{page}")) == "sign in"
    for role in ORDER[1:]:
        assert outcome(client_of(role).get(f"/account/{page}")) in OPEN
