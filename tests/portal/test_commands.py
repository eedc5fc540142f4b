import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge.loading.entries import EntrySpec
from knowledge.models import LoadedRecord, Signal, Status
from knowledge.texts.glossary import as_markdown
from portal.management.commands import check_words, load_content
from referrals.models import Flow, FlowRelease, Option

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_load_content_reports_what_it_did():
    assert "0 added, 0 updated" in run("load_content")


def test_load_content_says_what_editors_keep():
    Signal.objects.filter(slug="wegloopgedrag").update(name_nl="Anders")
    Signal.objects.get(slug="trauma").delete()
    report = run("load_content")
    assert "signals.yaml: wegloopgedrag: not updated, changed by an editor" in report
    assert "signals.yaml: trauma: not restored, deleted by an editor" in report


def test_an_edited_guide_that_no_longer_fits_does_not_stop_the_start():
    Option.objects.filter(question__slug="gevaar", slug="ja").delete()
    report = run("load_content")
    assert "questions.yaml: gevaar: not updated, changed by an editor" in report
    assert "so it was not published. Visitors keep release 1." in report


def test_a_shipped_guide_with_errors_stops_the_start():
    LoadedRecord.objects.filter(slug="gevaar").delete()
    FlowRelease.objects.all()._raw_delete("default")
    Option.objects.filter(question__slug="gevaar", slug="ja").delete()
    with pytest.raises(CommandError, match="was not published"):
        run("load_content")


def test_load_content_names_mistakes_and_loads_nothing(tmp_path, monkeypatch):
    broken = tmp_path / "signals.yaml"
    broken.write_text("- slug: nieuw\n  colour: red\n")
    monkeypatch.setattr(load_content, "KNOWLEDGE", (EntrySpec(Signal, broken),))
    with pytest.raises(CommandError, match=r"signals\.yaml: nieuw: colour"):
        run("load_content")


@pytest.mark.usefixtures("no_migrations")
def test_prepare_makes_the_database_ready():
    assert "unchanged" in run("prepare")


def test_check_translations_passes_and_can_fail():
    assert "every language" in run("check_translations")
    Signal.objects.filter(slug="trauma").update(name_en="")
    with pytest.raises(CommandError, match="1 published"):
        run("check_translations")
    Signal.objects.filter(slug="trauma").update(status=Status.DRAFT)
    run("check_translations")


def test_check_flow_passes_and_can_fail():
    assert "0 errors" in run("check_flow")
    Option.objects.filter(question__slug="gevaar", slug="ja").delete()
    with pytest.raises(CommandError):
        run("check_flow")


def test_check_flow_as_json_names_the_culprit(capsys):
    Option.objects.filter(question__slug="hotel-melden").exclude(slug="nee").delete()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_flow", format="json", stdout=out)
    found = {(row["id"], row["culprit"]) for row in json.loads(out.getvalue())}
    assert ("few-options", "hotel-melden") in found
    assert ("unreachable", "hotel-anoniem") in found


def test_check_flow_prints_every_path():
    paths = json.loads(run("check_flow", "--paths", "--format", "json", "--language", "en"))
    assert len(paths) > 100
    assert all(path["services"] for path in paths)
    danger = paths[0]
    assert danger["answers"][0]["answer"] == "ja"
    assert danger["services"][0]["service"] == "noodnummer-112"
    text = run("check_flow", "--paths")
    assert f"{len(paths)} paths." in text


def test_check_flow_without_a_guide_says_so():
    Flow.objects.update(slug="elders")
    with pytest.raises(CommandError, match="Load the content first"):
        run("check_flow")


def test_make_roles_can_be_run_again():
    assert run("make_roles") == ""


def test_a_superuser_signs_in_with_the_address(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "een-lang-wachtwoord")
    given = {"username": "baas", "email": "Baas@voorbeeld.example"}
    call_command("createsuperuser", interactive=False, verbosity=0, **given)
    sent = {"login": "baas@voorbeeld.example", "password": "een-lang-wachtwoord"}
    assert client.post("/account/login/", sent).url == "/beheer/"


def test_a_superuser_without_an_address_is_not_made():
    with pytest.raises(CommandError, match="--email"):
        call_command("createsuperuser", interactive=False, username="baas")


def test_long_sentences_in_dutch_fail_the_check_and_are_named():
    assert "short" in run("check_readability")
    Signal.objects.filter(slug="trauma").update(description_nl="woord " * 26)
    Option.objects.filter(slug="nee").update(hint_nl="woord " * 26, phrases_nl="woord " * 40)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_readability", stdout=out)
    lines = out.getvalue().splitlines()
    assert any("knowledge.Signal" in line and "longest 26" in line for line in lines)
    assert {line.split()[0] for line in lines} == {"knowledge.Signal", "referrals.Option"}
    assert not any("phrases" in line for line in lines)


def test_words_that_the_glossary_replaces_fail_the_check():
    assert "glossary" in run("check_words")
    Signal.objects.filter(slug="trauma").update(caveat_en="Talk to the perpetrator.")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_words", stdout=out)
    (line,) = out.getvalue().splitlines()
    assert "caveat_en" in line
    assert "write “offender”" in line


def test_the_glossary_in_the_documentation_is_the_one_in_use():
    assert check_words.PAGE.read_text(encoding="utf-8") == as_markdown()
