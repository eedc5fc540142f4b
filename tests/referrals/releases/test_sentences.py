"""Publishing is refused while sentences would be read wrong; so is a line that is no phrase."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from referrals.flow.checks.problem import Level
from referrals.models import Case, Cue, Flow, Option
from referrals.releases.publishing import PublicationRefusedError, check_draft, publish
from tests.knowledge.editing.change_pages import save

pytestmark = pytest.mark.django_db

UNHEARD = "zwierezwaai"


@pytest.fixture
def row() -> Flow:
    return Flow.objects.get(slug="verwijzen")


def say(slug: str, phrase: str, question: str = "gevaar") -> None:
    """Let this phrase be the only one of an answer."""
    rows = Option.objects.filter(question__slug=question, slug=slug)
    assert rows.update(phrases_nl=phrase, phrases_en=phrase)


def told_as(words: str) -> Case:
    """A case of somebody who needs no 112, told in these words."""
    case = Case.objects.exclude(first_desks__slug="noodnummer-112").filter(divided=False).first()
    Case.objects.filter(pk=case.pk).update(situation_nl=words, situation_en=words)
    return case


def test_phrases_and_cues_are_published(row, admin_user):
    say("ja", UNHEARD)
    release = publish(row, by=admin_user, reason="Een formulering")
    start = release.snapshot["questions"][0]["options"][0]
    assert start["phrases"] == {"nl": UNHEARD, "en": UNHEARD}


def test_phrases_are_on_no_page_for_visitors(row, admin_user, client):
    for field in ("phrases", "hints"):
        Option.objects.filter(question__slug="gevaar", slug="ja").update(
            **{f"{field}_nl": UNHEARD, f"{field}_en": UNHEARD}
        )
    publish(row, by=admin_user, reason="Een formulering")
    for address in (
        "/verwijzen/",
        "/verwijzen/?gevaar=ja",
        "/verwijzen/?gevaar=nee",
        "/verwijzen/kaart/",
        "/en/verwijzen/",
        "/open-data/",
    ):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        assert UNHEARD not in response.content.decode(), address


def test_a_phrase_of_two_answers_refuses_publishing(row, admin_user):
    say("ja", UNHEARD)
    say("nee", UNHEARD)
    with pytest.raises(PublicationRefusedError) as caught:
        publish(row, by=admin_user, reason="Fout")
    assert {(problem.id, problem.node) for problem in caught.value.problems} == {
        ("phrase-twice", "gevaar")
    }


def test_a_case_that_is_read_wrong_refuses_publishing(row, admin_user):
    case = told_as(f"Hij {UNHEARD}.")
    assert check_draft(row).errors == []
    say("ja", UNHEARD)
    with pytest.raises(PublicationRefusedError) as caught:
        publish(row, by=admin_user, reason="Fout")
    found = caught.value.problems
    assert {(problem.id, problem.node) for problem in found} == {("case-misread", case.slug)}
    assert len(found) == 2  # in Dutch and in English
    assert "noodnummer-112" in found[0].message["en"]
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_flow", language="en", stdout=out)
    assert f"error: case-misread: Case '{case.slug}' as a sentence (nl)" in out.getvalue()


def test_the_command_names_a_line_that_is_no_phrase(row):
    Cue.objects.create(flow=row, slug="proef", kind="person", phrases_nl="a +", phrases_en="b")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_flow", language="en", stdout=out)
    assert "error: phrase-unreadable: 'proef': “a +” is no phrase." in out.getvalue()


def test_a_flow_without_cases_reads_none(row):
    Case.objects.all().delete()
    say("ja", UNHEARD)
    found = check_draft(row).problems
    assert [problem for problem in found if problem.level == Level.ERROR] == []


def test_the_publishing_page_leads_to_a_cue_at_fault(admin_client, row):
    cue = Cue.objects.create(flow=row, slug="proef", kind="lookup", phrases_nl="+", phrases_en="b")
    html = admin_client.get(f"/beheer/referrals/flow/{row.pk}/publiceren/").content.decode()
    assert "is geen formulering" in html
    assert f"/beheer/referrals/cue/{cue.pk}/change/" in html


def test_the_form_refuses_a_line_that_is_no_phrase(admin_client):
    option = Option.objects.filter(added_services__isnull=False).first()
    sent = {"phrases_nl": "chantage\n*", "phrases_en": "blackmail", "change_reason": "Meer"}
    response = save(admin_client, option, **sent)
    assert response.status_code == 200
    assert "“*” is geen formulering" in response.content.decode()
    assert save(admin_client, option, **{**sent, "phrases_nl": "chantage"}).status_code == 302
