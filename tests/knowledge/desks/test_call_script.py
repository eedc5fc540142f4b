"""What to say in a call, on the page of a desk."""

import pytest

from knowledge.models import Service

pytestmark = pytest.mark.django_db

SCRIPT = {
    "call_say_nl": "Zeg wat u zag.\nVraag om advies.",
    "call_say_en": "Say what you saw.\nAsk for advice.",
    "call_asked_nl": "Hoe oud is hij?",
    "call_asked_en": "How old is he?",
    "call_names_nl": "Nee, namen hoeven niet.",
    "call_names_en": "No, no names.",
    "call_no_answer_nl": "Bel dan de politie.",
    "call_no_answer_en": "Then call the police.",
}


def page(client, language="nl"):
    start = "/en/loketten/" if language == "en" else "/loketten/"
    return client.get(f"{start}comensha/").content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_of_a_desk_says_what_to_say_in_both_languages(client, language):
    Service.objects.filter(slug="comensha").update(**SCRIPT)
    html = page(client, language)
    for name, text in SCRIPT.items():
        for line in text.splitlines():
            assert (line in html) == name.endswith(language), line


def test_a_part_that_is_not_known_has_no_heading(client):
    Service.objects.filter(slug="comensha").update(
        **dict.fromkeys(SCRIPT, "") | {"call_names_nl": "Nee, namen hoeven niet."}
    )
    html = page(client)
    assert "Moet u namen noemen?" in html
    assert "In twintig seconden" not in html
    assert "Wat zij u vragen" not in html
    assert "Als niemand opneemt" not in html


def test_without_a_script_the_page_only_says_what_happens_afterwards(client):
    Service.objects.filter(slug="comensha").update(
        **dict.fromkeys(SCRIPT, ""), after_contact_nl="Zij bellen terug."
    )
    html = page(client)
    assert "Zij bellen terug." in html
    assert "Wat u zegt als u belt" not in html
