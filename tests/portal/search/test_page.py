"""The frame of the search page is kept in memory, and the page is the same as without that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.caching.availability import content_state
from portal.search import page
from portal.theme.theme import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_moment")]

ASKED = ({"q": "vielig thuis"}, {"q": "vt", "leeftijd": "16"}, {"q": '"><b>&'}, {"q": ""}, {})
WITH_ERRORS = {"q": "opvang", "leeftijd": "oud", "gemeente": "Tilbrug"}


@pytest.fixture(autouse=True)
def no_frames() -> None:
    page._frames.clear()


def with_its_text(form):
    return page._rendered(form, form.search_text.text, with_filters=True)


@pytest.fixture
def whole(monkeypatch):
    """Renders a page as a whole, with nothing from memory."""

    def rendered(ask, *given):
        with monkeypatch.context() as patched:
            patched.setattr(page, "_has_common_frame", lambda *_asked: False)
            patched.setattr(page, "_form_html", with_its_text)
            return ask(*given).content.decode()

    return rendered


@pytest.mark.parametrize("address", ["/zoeken/", "/en/zoeken/"])
@pytest.mark.parametrize("fields", [*ASKED, WITH_ERRORS])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_from_memory_is_the_page_itself(client, whole, address, fields, method):
    ask = getattr(client, method)
    ask(address, {"q": "een ander"})
    assert ask(address, fields).content.decode() == whole(ask, address, fields)


def test_the_frame_and_the_form_are_rendered_once(client, monkeypatch):
    client.post("/zoeken/", {"q": "vt"})
    rendered = []
    render = page.render_to_string
    monkeypatch.setattr(
        page, "render_to_string", lambda name, *rest: rendered.append(name) or render(name, *rest)
    )
    client.post("/zoeken/", {"q": "vt"})
    assert rendered == ["search/_inside.html"]


def test_another_theme_or_day_has_its_own_frame(client, settings, monkeypatch):
    assert "Gemeente Elders" not in client.post("/zoeken/", {"q": "vt"}).content.decode()
    settings.THEME = Theme(name="Gemeente Elders")
    assert "Gemeente Elders" in client.post("/zoeken/", {"q": "vt"}).content.decode()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    frame = client.post("/zoeken/", {"q": "vt"}).content.decode().partition("<footer>")[2]
    assert f"{timezone.localdate(tomorrow):%Y} · /zoeken/" in frame
    assert page._frames["/zoeken/"].day == timezone.localdate(tomorrow)


def test_who_is_signed_in_sees_that_and_nobody_else_does(client, client_of):
    editor = client_of("editor")
    for _time in range(2):
        assert "account-line" in editor.post("/zoeken/", {"q": "vt"}).content.decode()
        assert "account-line" not in client.post("/zoeken/", {"q": "vt"}).content.decode()


def test_who_has_a_cookie_may_have_a_message_too(client, monkeypatch):
    monkeypatch.setattr(page, "_frame", lambda _request: pytest.fail("the frame from memory"))
    client.cookies["messages"] = "anything"
    assert client.post("/zoeken/", {"q": "vt"}).status_code == 200


def test_an_outage_is_told(client, monkeypatch):
    client.post("/zoeken/", {"q": "vt"})
    monkeypatch.setattr(content_state, "is_unavailable", True)
    monkeypatch.setattr(type(content_state), "current_version", lambda _state: content_state.number)
    assert "copy-note away" in client.post("/zoeken/", {"q": "vt"}).content.decode()
