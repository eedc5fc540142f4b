"""What an editor typed survives the end of a session: it comes back to be sent once more."""

import re

import pytest
from django.test import Client

from knowledge.models import Signal
from portal.accounts.sessions import SEEN
from tests.people import made_person

pytestmark = pytest.mark.django_db

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def person():
    return made_person("publisher")


@pytest.fixture
def browser(person) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    return client


def fields_of(html: str) -> dict[str, list[str]]:
    """The hidden inputs and the other filled-in fields of a page's main form."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html):
        found.setdefault(name, []).append(value.replace("&#x27;", "'").replace("&quot;", '"'))
    return found


def form_of(browser: Client, url: str) -> dict[str, object]:
    page = browser.get(url)
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    for formset in page.context["inline_admin_formsets"]:
        data |= {f.html_name: f.value() for f in formset.formset.management_form}
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token
    return {**data, "csrfmiddlewaretoken": token[1]}


def end_session(browser: Client) -> None:
    session = browser.session
    session[SEEN] = session.get(SEEN, 0) - 3601
    session.save()


def test_what_was_typed_while_the_session_ended_is_saved_after_signing_in(browser, person):
    signal = Signal.objects.filter(restricted=False).first()
    url = f"/beheer/knowledge/signal/{signal.pk}/change/"
    typed = form_of(browser, url) | {"caveat_nl": 'Nieuw "nl" & meer', "caveat_en": "New en"}
    end_session(browser)

    ended = browser.post(url, typed, **ORIGIN)
    assert ended.status_code == 403
    assert "no-store" in ended["Cache-Control"]
    page = ended.content.decode()
    assert "Wat u typte, is er nog" in page
    kept = fields_of(page)
    assert kept["caveat_nl"] == ['Nieuw "nl" &amp; meer']
    signal.refresh_from_db()
    assert signal.caveat_nl != typed["caveat_nl"]

    browser.force_login(person)  # in another tab: the token is replaced
    browser.cookies["csrftoken"] = "b" * 32
    again = {name: values[0].replace("&amp;", "&") for name, values in kept.items()}
    once_more = browser.post(url, again, **ORIGIN)
    assert once_more.status_code == 403
    page = once_more.content.decode()
    assert "U bent weer ingelogd" in page
    last = {name: values[0].replace("&amp;", "&") for name, values in fields_of(page).items()}
    assert browser.post(url, last, **ORIGIN).status_code == 302
    signal.refresh_from_db()
    assert signal.caveat_nl == typed["caveat_nl"]


def test_nothing_of_it_is_stored(browser):
    signal = Signal.objects.filter(restricted=False).first()
    url = f"/beheer/knowledge/signal/{signal.pk}/change/"
    typed = form_of(browser, url) | {"caveat_nl": "zwq7getypt"}
    end_session(browser)
    browser.post(url, typed, **ORIGIN)
    assert "zwq7getypt" not in str(dict(browser.session))
    assert all("zwq7getypt" not in cookie.value for cookie in browser.cookies.values())


def test_a_password_is_not_in_the_page(client):
    page = client.post(
        "/beheer/auth/user/add/", {"password1": "zwq7geheim", "email": "a@b.example"}
    )
    assert page.status_code == 403
    assert "zwq7geheim" not in page.content.decode()
    assert "a@b.example" in page.content.decode()


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://elders.example"}])
def test_a_form_of_another_site_does_not_come_back(browser, origin):
    browser.get("/beheer/")
    page = browser.post("/beheer/knowledge/signal/add/", {"text_nl": "zwq7vreemd"}, **origin)
    assert page.status_code == 403
    assert "zwq7vreemd" not in page.content.decode()
