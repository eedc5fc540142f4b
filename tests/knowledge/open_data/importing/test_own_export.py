"""What one installation gives, another one takes over whole: the same records, the same answers."""

import json
import zipfile
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import call_command

from knowledge.models import (
    Audience,
    ContactDetail,
    ImportedRecord,
    LoadedRecord,
    Organisation,
    PublicKey,
    Region,
    Service,
    Status,
    Verification,
)
from referrals.models import OptionService, OutcomeService

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

LANGUAGES = ("nl", "en")
LISTS = ("services", "organizations")
ANSWERED = (*LISTS, "service_at_locations", "taxonomies", "taxonomy_terms")
NOT_CARRIED = {"last_modified", "assured_date", "alert"}
"""What says when and by whom it was checked: that is for each installation itself."""


def answers(client) -> dict[str, Any]:
    """What the API says of every record, by list, language and identifier."""
    found = {}
    for name in ANSWERED:
        for language in LANGUAGES:
            address = f"/api/hsds/{name}?full=true&per_page=100&lang={language}"
            for one in client.get(address).json()["contents"]:
                found[name, language, one["id"]] = _without_checks(one)
    return found


def _without_checks(thing: Any) -> Any:
    if isinstance(thing, list):
        return [_without_checks(one) for one in thing if not _is_check(one)]
    if not isinstance(thing, dict):
        return thing
    kept = {name: _without_checks(value) for name, value in thing.items()}
    return {name: value for name, value in kept.items() if name not in NOT_CARRIED}


def _is_check(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("link_type") == "check"


def nothing_of(names, client) -> bool:
    return all(client.get(f"/api/hsds/{name}").json()["empty"] for name in names)


def empty() -> None:
    """An installation with regions and audiences, but without a desk."""
    for model in (OutcomeService, OptionService, ContactDetail):
        model.objects.all().delete()
    Service.objects.update(regional_of=None)
    for model in (Service, Organisation, PublicKey, LoadedRecord):
        model.objects.all().delete()


def publish() -> None:
    for model in (Organisation, Service, ContactDetail):
        for record in model.objects.all():
            assert record.status == Status.DRAFT
            record.status = Status.PUBLISHED
            record.full_clean()
            record.save()


@pytest.fixture
def every_way() -> None:
    """A desk that says all it can, with each way to reach it, each with words and hours."""
    desk = Service.objects.get(slug="centrum-seksueel-geweld")
    desk.coverage, desk.languages, desk.min_age, desk.max_age = "regional", "nl en apd", 0, 23
    desk.anonymous, desk.free, desk.contact_by = False, True, "professional"
    desk.not_for_groups = "homeless no_permit"
    desk.save()
    desk.regions.set(Region.objects.order_by("slug")[:2])
    desk.audiences.set(Audience.objects.order_by("slug")[:2])
    ways = {
        "address": "Straat 1, 1234 AB Voorbeeldstad",
        "chat": "https://chat.voorbeeld.example/",
        "email": "info@voorbeeld.example",
        "form": "https://voorbeeld.example/formulier/",
        "phone": "033 448 11 86",
        "website": "https://voorbeeld.example/",
    }
    for kind, value in ways.items():
        ContactDetail.objects.create(
            slug=f"een-{kind}",
            service=desk,
            kind=kind,
            value=value,
            label_nl=f"Vraag naar {kind}",
            label_en=f"Ask for {kind}",
            opening_hours="Mo-Fr 09:00-17:00; PH off",
            status=Status.PUBLISHED,
        )


@pytest.fixture
def taken_along(client, every_way, tmp_path) -> dict[str, Any]:
    """Folder and ZIP by language, as anybody can fetch them."""
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        lines = tmp_path / language
        lines.mkdir()
        for name in LISTS:
            body = client.get(f"/api/hsds/{name}.jsonl?lang={language}").getvalue()
            (lines / f"{name}.jsonl").write_bytes(body)
        tables = tmp_path / f"{language}.zip"
        tables.write_bytes(client.get(f"/api/hsds/datapackage.zip?lang={language}").getvalue())
        found["lines", language], found["tables", language] = lines, tables
    return found


def bring(path, language) -> str:
    out = StringIO()
    options = {"publisher": "Verwijswijzer", "title": "Loketten", "language": language}
    call_command("import_hsds", path, apply=True, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["lines", "tables"])
def test_an_empty_installation_gives_the_same_answers_after_it(client, taken_along, form):
    before = answers(client)
    assert {name for name, _language, _key in before} == set(ANSWERED)
    assert len(before) > 160
    slugs = set(ContactDetail.objects.values_list("slug", flat=True))
    empty()
    assert nothing_of(LISTS, client)
    for language in LANGUAGES:
        bring(taken_along[form, language], language)
    assert nothing_of(LISTS, client)
    publish()
    assert set(ContactDetail.objects.values_list("slug", flat=True)) == slugs
    assert Verification.objects.count() == 0
    after = answers(client)
    assert after.keys() == before.keys()
    for key, said in before.items():
        assert after[key] == said
    assert "Nothing changes." in bring(taken_along[form, "nl"], "nl")


def test_what_is_ours_and_comes_back_is_left_alone(client, taken_along):
    before = answers(client)
    said = bring(taken_along["lines", "nl"], "nl")
    assert "0 new, 0 changed, 0 waits, 0 conflict, 0 same" in said
    assert answers(client) == before
    assert not ImportedRecord.objects.exists()


def test_a_key_that_is_not_its_own_is_not_believed(client, taken_along, tmp_path):
    services = (taken_along["lines", "nl"] / "services.jsonl").read_text().splitlines()
    service = next(json.loads(one) for one in services if '"value":"comensha"' in one)
    service["id"] = "00000000-0000-4000-8000-000000000000"
    path = tmp_path / "een.json"
    path.write_text(json.dumps(service))
    bring(path, "nl")
    kept = ImportedRecord.objects.get(kind="service")
    assert kept.slug == "comensha-00000000"
    assert Service.objects.get(slug="comensha").status == Status.PUBLISHED


def test_the_zip_holds_what_the_lines_hold(taken_along):
    with zipfile.ZipFile(BytesIO(taken_along["tables", "nl"].read_bytes())) as archive:
        services = archive.read("services.csv").decode()
    lines = (taken_along["lines", "nl"] / "services.jsonl").read_text().splitlines()
    for line in lines:
        assert json.loads(line)["id"] in services
