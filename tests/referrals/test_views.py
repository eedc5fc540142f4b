"""The guide over HTTP: a URL gives a page, or a redirect to its canonical form."""

from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from knowledge.caching import derived
from knowledge.models import Service, Status
from referrals.models import Flow, Question
from referrals.releases.publishing import current_guide, publish

pytestmark = pytest.mark.django_db

YOUNG = "gevaar=nee&rol=onderwijs&leeftijd=onder-18"
EXPLOITED = f"{YOUNG}&situatie=uitgebuit"
ADVICE = f"{EXPLOITED}&politie=nee&opvang=nee&omstandigheden=geen"


def get(client: Client, query: str = ""):
    return client.get(f"/verwijzen/?{query}" if query else "/verwijzen/")


def target(response) -> str:
    assert response.status_code == 302, response.status_code
    return urlsplit(response.url).query


def page(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_it_works(client):
    html = page(get(client))
    flow = current_guide().flow
    assert flow.questions[flow.start].text["nl"] in html
    assert f"Vraag 1 van hooguit {flow.questions_ahead[flow.start]}" in html


def test_the_line_for_a_boy_or_parent_leads_to_whom_it_is_about(client):
    html = page(get(client, "gevaar=nee&rol=ouder"))
    assert "Over wie gaat het?" in html
    assert 'class="quiet yourself"' not in html
    assert 'class="quiet yourself"' in page(get(client, "gevaar=nee&rol=zorg"))


def test_an_outcome_shows_the_number_and_why(client):
    html = page(get(client, ADVICE))
    assert 'href="tel:08002000"' in html
    assert "Waarom dit loket" in html
    assert "Vertel hem vooraf" in html


def test_the_same_address_in_english(client):
    html = page(client.get(f"/en/verwijzen/?{ADVICE}"))
    assert "Why this desk" in html
    assert 'href="/verwijzen/?gevaar=nee' in html


def test_sending_an_answer_leads_to_the_plain_address(client):
    sent = get(client, "gevaar=nee&rol=zorg&verder=rol")
    assert target(sent) == "gevaar=nee&rol=zorg"


def test_going_on_without_an_answer_says_so_and_keeps_the_rest(client):
    html = page(get(client, "gevaar=nee&verder=rol"))
    assert "Kies een antwoord" in html
    assert '<input type="hidden" name="gevaar" value="nee">' in html
    assert "<title>Fout:" in " ".join(html.split())


def test_no_side_question_stands_before_the_result(client):
    html = page(get(client, EXPLOITED))
    assert 'href="tel:08002000"' in html
    assert "Wat speelt er?" not in html


def refine(html: str) -> str:
    """The form with the side questions."""
    start = html.index('id="preciezer"')
    return html[start : html.index("</details>", start)]


def test_the_result_has_one_form_with_all_side_questions_and_the_way_here(client):
    form = refine(page(get(client, f"gemeente=tilburg&{EXPLOITED}")))
    for name, value in parse_qsl(f"gemeente=tilburg&{EXPLOITED}"):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    for name in ("politie", "opvang", "naam"):
        assert f'type="radio" class="form-check-input"  name="{name}"' in form
        assert f'name="{name}" value=""' in form  # not filled in
    assert 'type="checkbox"' in form
    assert form.count("<legend") == form.count("<fieldset") == 4


def test_the_form_holds_what_was_answered(client):
    html = page(get(client, f"{EXPLOITED}&opvang=ja&omstandigheden=lvb"))
    form = refine(html)
    for checked in ('name="opvang" value="ja"', 'name="omstandigheden" value="lvb"'):
        field = form[form.index(checked) :]
        assert "checked" in field[: field.index(">")]
    assert html.count("Heeft hij vannacht") > form.count("Heeft hij vannacht")  # your answers


def test_what_is_left_empty_in_the_form_is_not_in_the_address(client):
    sent = get(client, f"{EXPLOITED}&politie=&opvang=ja&naam=")
    assert target(sent) == f"{EXPLOITED}&opvang=ja"


def test_an_outcome_without_side_questions_has_no_form(client):
    assert 'id="preciezer"' not in page(get(client, "gevaar=ja"))


def test_an_old_link_with_none_of_these_still_works(client):
    query = f"{YOUNG}&situatie=beelden&omstandigheden=geen"
    assert "Geen van deze" in page(get(client, query))


def test_a_side_answer_can_be_changed_on_a_page_of_its_own(client):
    html = page(get(client, f"{EXPLOITED}&opvang=ja&wijzig=opvang"))
    assert "Maak het preciezer</p>" in html
    assert "van hooguit" not in html
    sent = get(client, f"{EXPLOITED}&opvang=nee&verder=opvang")
    assert target(sent) == f"{EXPLOITED}&opvang=nee"


def test_a_side_question_that_is_not_answered_has_no_page(client):
    assert target(get(client, f"{EXPLOITED}&wijzig=opvang")) == EXPLOITED


def test_a_link_of_an_older_release_lands_on_the_result(client):
    old = f"{YOUNG}&situatie=vermoeden&politie=anoniem&opvang=nee&omstandigheden=geen"
    healed = target(get(client, old))
    assert healed == f"{EXPLOITED}&politie=onbekend&opvang=nee&omstandigheden=geen"
    assert 'id="preciezer"' in page(get(client, healed))


def test_ticking_something_drops_none(client):
    sent = get(client, f"{YOUNG}&situatie=beelden&omstandigheden=geen&omstandigheden=lvb")
    assert target(sent) == f"{YOUNG}&situatie=beelden&omstandigheden=lvb"


def test_an_answer_can_be_changed_and_later_ones_are_kept(client):
    html = page(get(client, f"{ADVICE}&wijzig=rol"))
    assert "Wat is uw werk?" in html
    assert 'value="onderwijs"' in html
    assert "checked" in html
    assert '<input type="hidden" name="situatie" value="uitgebuit">' in html
    sent = get(client, ADVICE.replace("onderwijs", "zorg") + "&verder=rol")
    assert target(sent) == ADVICE.replace("onderwijs", "zorg")


def test_a_change_drops_what_no_longer_applies(client):
    sent = get(client, ADVICE.replace("rol=onderwijs", "rol=hotel"))
    assert target(sent) == "gevaar=nee&rol=hotel&opvang=nee&omstandigheden=geen"


@pytest.mark.parametrize(
    ("given", "healed"),
    [
        ("gevaar=misschien", ""),
        ("gevaar=nee&gevaar=ja", ""),
        ("gevaar=nee&gevaar=nee", "gevaar=nee"),
        ("gevaar=nee&rol=bakker&leeftijd=onder-18", "gevaar=nee&leeftijd=onder-18"),
        ("rol=zorg&gevaar=nee", "gevaar=nee&rol=zorg"),
        ("naam=Jan&gevaar=nee", "gevaar=nee"),
        ("gevaar=nee&verder=iets", "gevaar=nee"),
        ("gevaar=nee&wijzig=rol", "gevaar=nee"),
        ("gevaar=nee%00", ""),
        ("gevaar=%00", ""),
        ("wijzig=%00&verder=%00", ""),
        ("gevaar=" + "x" * 10_000, ""),
        ("x" * 10_000 + "=nee", ""),
        ("gevaar[]=nee", ""),
        ("gevaar=%F0%9F%98%80%ff", ""),
        ("gevaar='%20OR%201=1--", ""),
    ],
)
def test_what_cannot_be_used_leads_to_the_right_question(client, given, healed):
    response = get(client, given)
    assert target(response) == healed
    page(client.get(response.url))


def test_a_thousand_and_one_parameters_are_refused_politely(client):
    response = get(client, "&".join(f"a{n}=1" for n in range(1_001)))
    assert response.status_code == 400
    assert "112" in response.content.decode()


def test_every_redirect_arrives_at_once(client):
    response = get(client, "rol=zorg&junk=1&gevaar=nee&leeftijd=onbekend&wijzig=leeftijd")
    again = client.get(response.url)
    assert page(again)
    assert dict(parse_qsl(target(response)))["wijzig"] == "leeftijd"


def test_answers_are_not_kept_anywhere(client):
    response = get(client, ADVICE)
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"


def test_112_stands_on_every_page_of_the_guide(client):
    for query in ("", "gevaar=nee", ADVICE, f"{ADVICE}&wijzig=rol", "gevaar=nee&verder=rol"):
        assert 'href="tel:112"' in page(get(client, query))


def test_a_hidden_desk_is_left_out_and_the_next_is_first(client):
    Service.objects.filter(slug="veilig-thuis").update(status=Status.DRAFT)
    html = page(get(client, ADVICE))
    assert "0800-2000" not in html
    assert "Zorgcoördinator mensenhandel" in html


def test_without_any_desk_the_page_still_helps(client):
    Service.objects.update(status=Status.DRAFT)
    html = page(get(client, ADVICE))
    assert 'href="/loketten/"' in html


def test_a_guide_that_is_out_of_order_gives_the_numbers(client):
    Flow.objects.update(status=Status.DRAFT)
    response = get(client)
    assert response.status_code == 503
    assert "0800-2000" in response.content.decode()


def test_an_edit_is_not_public_until_it_is_published(client):
    Question.objects.filter(slug="gevaar").update(text_nl="Een nieuwe vraag?")
    assert "Een nieuwe vraag?" not in page(get(client))
    row = Flow.objects.get(slug="verwijzen")
    publish(row, by=None, reason="Proef")
    assert "Een nieuwe vraag?" in page(get(client))


def test_a_result_names_its_release(client):
    assert "uitgave 1 van" in page(get(client, ADVICE))


def test_an_outcome_takes_no_more_queries_than_it_needs(
    client, monkeypatch, django_assert_max_num_queries
):
    outside = SimpleNamespace(in_atomic_block=False)
    monkeypatch.setattr(derived, "connection", outside)
    page(get(client, ADVICE))
    with django_assert_max_num_queries(3):  # content versions of the guide, names and tokens
        page(get(client, ADVICE))
