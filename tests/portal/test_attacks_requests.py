"""Attacks by requests: CSRF, open redirects, host headers and methods."""

from urllib.parse import quote, urlsplit

import pytest
from django.core import mail
from django.test import Client

from tests.people import PASSWORD, made_person
from tests.portal.api.addresses import an_address
from tests.portal.every_url import one_url_per_route
from tests.portal.existing import made_rows
from tests.portal.fuzz.checker import recorded_writes
from tests.portal.fuzz.targets import Target, account_targets, admin_targets, public_targets

pytestmark = pytest.mark.django_db

EVIL = "elders.example"
GOALS = (
    f"https://{EVIL}/",
    f"//{EVIL}/",
    f"///{EVIL}/",
    f"/\\{EVIL}/",
    f"\\\\{EVIL}",
    f"https:{EVIL}",
    f"https:/{EVIL}",
    f"http://testserver@{EVIL}/",
    f"http://testserver.{EVIL}/",
    f"/%09/{EVIL}",
    f"\t//{EVIL}",
    "javascript:alert(1)",
    "data:text/html,x",
)
HOSTS = (
    EVIL,
    f"testserver.{EVIL}",
    f"testserver:80@{EVIL}",
    f"testserver/{EVIL}",
    "",
    "a b",
    "[::1",
)


WITHOUT_TOKEN = {
    language + path
    for language in ("", "/en")
    for path in ("/zoeken/", "/signalen/gezien/", "/signalen/wat-ik-zag.pdf")
}
"""The only forms that are sent by POST and need no token: they change nothing."""

MADE_HERE = {"knowledge_confirmationrequest", "knowledge_pendingedit"}
"""What this test makes itself, so that each address leads somewhere."""


def leads_away(response) -> bool:
    goal = response.get("Location", "")
    parts = urlsplit(goal)
    away = parts.netloc not in ("", "testserver") or parts.scheme not in ("", "http")
    return away or goal.startswith(("//", "/\\", "\\"))


def faults_of(target: Target, client: Client, token: str) -> list[str]:
    """The responses when another site submits the forms of `place`."""
    faults = []
    for form in target.forms:
        if form.method != "POST":
            continue
        if (
            form.action in WITHOUT_TOKEN
        ):  # changes nothing, and has no cookie to compare a token with
            continue
        if "csrfmiddlewaretoken" not in dict(form.fields):
            faults.append(f"{target.path}: a form without a token")
        sent = {name: value for name, value in form.fields if name != "csrfmiddlewaretoken"}
        for why, more, headers in (
            ("without a token", {}, {}),
            ("with a token of somebody else", {"csrfmiddlewaretoken": "x" * 64}, {}),
            ("from elsewhere", {"csrfmiddlewaretoken": token}, {"origin": f"https://{EVIL}"}),
            ("from nowhere", {"csrfmiddlewaretoken": token}, {"origin": "null"}),
        ):
            response = client.post(form.action, {**sent, **more}, headers=headers)
            if response.status_code != 403:
                faults.append(f"{form.action} {why}: {response.status_code}")
    return faults


def strict(client: Client) -> tuple[Client, str]:
    """A client of the same user that enforces CSRF checks, and a token from a page."""
    checked = Client(enforce_csrf_checks=True)
    checked.cookies = client.cookies
    page = checked.get("/account/login/" if not client.cookies else "/account/").content.decode()
    return checked, page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


@pytest.mark.parametrize("address", sorted(WITHOUT_TOKEN))
def test_a_form_without_a_token_changes_nothing(address):
    visitor = Client(enforce_csrf_checks=True)
    with recorded_writes() as written:
        sent = {"q": "veilig", "gezien": "gevlucht"}
        response = visitor.post(address, sent, headers={"origin": f"https://{EVIL}"})
    assert response.status_code == 200
    assert not response.cookies
    assert written == []


@pytest.mark.walk
def test_no_form_of_any_page_can_be_sent_by_another_site(client_of):
    """Every POST form on any page, for a visitor, a reader, an editor and an administrator.
    And opening all those pages changes nothing.
    """
    people = {role: client_of(role) for role in ("reader", "editor", "administrator")}
    rows = made_rows()
    an_address()  # what a list of addresses would make while it is read
    with recorded_writes() as written:
        targets = [
            *public_targets(Client()),
            *account_targets(people["reader"]),
            *admin_targets(people, rows, both=False),
        ]
    assert set(written) <= MADE_HERE
    people["visitor"] = Client()
    checked = {role: strict(person) for role, person in people.items()}
    faults = [fault for target in targets for fault in faults_of(target, *checked[target.role])]
    sent = {form.action for target in targets for form in target.forms if form.method == "POST"}
    assert len(sent) > 100
    assert faults == []


def test_a_form_that_is_not_forged_is_taken():
    """Ensures that the test above does not pass because everything is refused."""
    checked, token = strict(Client())
    sent = {"login": "x@voorbeeld.example", "password": "x", "csrfmiddlewaretoken": token}
    assert checked.post("/account/login/", sent).status_code == 200


@pytest.mark.parametrize("page", ["/account/login/", "/beheer/login/", "/en/account/login/"])
def test_signing_in_leads_to_no_other_site(page):
    user = made_person("reader", second_factor=False)
    sent = {"login": user.email, "password": PASSWORD}
    for goal in GOALS:
        for where, more in ((f"{page}?next={quote(goal)}", {}), (page, {"next": goal})):
            shown = Client().get(where, more)
            assert not leads_away(shown), goal
            assert not leads_away(Client().post(where, {**sent, **more})), goal


@pytest.mark.parametrize(
    "page", ["logout/", "reauthenticate/", "2fa/reauthenticate/", "password/change/", "2fa/"]
)
def test_other_pages_of_an_account_lead_to_no_other_site(page):
    user = made_person("reader")
    sent = {"password": PASSWORD, "oldpassword": PASSWORD}
    for goal in GOALS:
        reader, address = Client(), f"/account/{page}?next={quote(goal)}"
        reader.force_login(user)
        assert not leads_away(reader.get(address)), goal
        assert not leads_away(reader.post(address, {**sent, "next": goal})), goal


@pytest.mark.walk
def test_no_address_leads_to_another_site():
    visitor, faults = Client(), []
    for address in one_url_per_route():
        mark = "&" if "?" in address else "?"
        for way in (
            f"/{EVIL}/..{address}",
            f"//{EVIL}{address}",
            f"/{EVIL}%2f..{address}".rstrip("/"),
            f"{address}{mark}next=//{EVIL}/&url=https://{EVIL}",
            f"/en/{address}",
            address.rstrip("/") or "/en",
        ):
            response = visitor.generic("GET", "/", PATH_INFO=urlsplit(way).path, QUERY_STRING=way)
            if leads_away(response):
                faults.append(f"{way}: {response['Location']}")
    assert faults == []


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_gets_no_page_and_no_mail(host):
    made_person("reader", second_factor=False)
    headers = {"host": host} if host else {"host": " "}
    for address in ("/", "/verwijzen/", "/api/hsds/", "/beheer/", "/static/css/admin.css", "/x/"):
        response = Client().get(address, headers=headers)
        assert response.status_code == 400 or address.startswith("/static/"), address
        response.close()
    sent = {"email": "reader@voorbeeld.example"}
    assert Client().post("/account/password/reset/", sent, headers=headers).status_code == 400
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["x-forwarded-host", "forwarded", "x-host", "x-original-host"])
def test_no_other_header_names_the_host(name):
    made_person("reader", second_factor=False)
    headers = {name: f"host={EVIL}" if name == "forwarded" else EVIL}
    for address in ("/", "/api/hsds/services", "/loketten", "/beheer/", "/loketten/comensha.vcf"):
        response = Client().get(address, headers=headers)
        assert EVIL not in response.get("Location", "") + response.content.decode()
    sent = {"email": "reader@voorbeeld.example"}
    Client().post("/account/password/reset/", sent, headers=headers)
    assert "http://testserver/" in mail.outbox[0].body
    assert EVIL not in mail.outbox[0].body


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "X"])
def test_methods_that_nobody_needs_are_refused(method, client_of):
    for person in (Client(), client_of("administrator")):
        for address in ("/", "/loketten/comensha/", "/beheer/", "/account/login/", "/nergens/"):
            response = person.generic(method, address, headers={"x-secret": "geheim"})
            assert response.status_code == 405, address
            assert "geheim" not in response.content.decode()
        assert person.generic(method, "/api/hsds/services").status_code == 405


@pytest.mark.walk
def test_every_answer_says_what_it_is():
    faults = []
    for address in [*one_url_per_route(), "/nergens/", "/api/nergens"]:
        response = Client().get(address)
        kind = response.get("Content-Type", "")
        if response.status_code < 300 and not kind:
            faults.append(f"{address}: nothing")
        if kind.startswith("text/") and "utf-8" not in kind:
            faults.append(f"{address}: {kind}")
    assert faults == []
