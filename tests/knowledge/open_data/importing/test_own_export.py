"""Round trip: another installation imports our export and its API gives the same answers."""

import json
import zipfile
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import call_command

from knowledge.models import (
    Audience,
    ContactDetail,
    DefaultDesks,
    ExploitationForm,
    Guidance,
    ImportedRecord,
    LegalArticle,
    LoadedRecord,
    Organisation,
    PublicKey,
    Region,
    Resource,
    RiskPlace,
    Service,
    Signal,
    Status,
    Verification,
)
from knowledge.models.texts import unchecked_texts
from referrals.models import OptionService, OutcomeService, StandIn

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

LANGUAGES = ("nl", "en")
LISTS = ("services", "organizations")
ENDPOINTS = (*LISTS, "service_at_locations", "taxonomies", "taxonomy_terms")
NOT_TRANSFERRED = {"last_modified", "assured_date", "alert"}
"""Fields about checks, which belong to each installation itself."""


def answers(client) -> dict[str, Any]:
    """Every record of the API by endpoint, language and identifier."""
    records = {}
    for name in ENDPOINTS:
        for language in LANGUAGES:
            address = f"/api/hsds/{name}?full=true&per_page=100&lang={language}"
            for record in client.get(address).json()["contents"]:
                records[name, language, record["id"]] = _without_checks(record)
    return records


def _without_checks(thing: Any) -> Any:
    if isinstance(thing, list):
        return [_without_checks(item) for item in thing if not _is_check(item)]
    if not isinstance(thing, dict):
        return thing
    fields = {name: _without_checks(value) for name, value in thing.items()}
    return {name: value for name, value in fields.items() if name not in NOT_TRANSFERRED}


def _is_check(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("link_type") == "check"


def is_empty(names, client) -> bool:
    return all(client.get(f"/api/hsds/{name}").json()["empty"] for name in names)


def empty() -> None:
    """Delete all desks; regions and audiences stay."""
    for model in (OutcomeService, OptionService, StandIn, ContactDetail):
        model.objects.all().delete()
    for model in (
        Signal,
        RiskPlace,
        LegalArticle,
        Guidance,
        Resource,
        ExploitationForm,
        DefaultDesks,
    ):
        model.objects.update(first_desk=None)
    Service.objects.update(regional_of=None)
    for model in (Service, Organisation, PublicKey, LoadedRecord):
        model.objects.all().delete()


def publish() -> None:
    for model in (Organisation, Service, ContactDetail):
        for record in model.objects.all():
            assert record.status == Status.DRAFT
            record.status = Status.PUBLISHED
            with unchecked_texts():  # an export holds numbers, where editors write tokens
                record.full_clean()
                record.save()


@pytest.fixture
def full_desk() -> None:
    """A desk with every field filled, and a contact detail of every kind with label and hours."""
    desk = Service.objects.get(slug="centrum-seksueel-geweld")
    desk.coverage, desk.languages, desk.min_age, desk.max_age = "regional", "nl en apd", 0, 23
    desk.anonymous, desk.free, desk.contact_by = False, True, "professional"
    desk.not_for_groups = "homeless no_permit"
    desk.save()
    desk.regions.set(Region.objects.order_by("slug")[:2])
    desk.audiences.set(Audience.objects.order_by("slug")[:2])
    details = {
        "address": "Straat 1, 1234 AB Voorbeeldstad",
        "chat": "https://chat.voorbeeld.example/",
        "email": "info@voorbeeld.example",
        "form": "https://voorbeeld.example/formulier/",
        "phone": "033 448 11 86",
        "website": "https://voorbeeld.example/",
    }
    for kind, value in details.items():
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
def exports(client, full_desk, tmp_path) -> dict[str, Any]:
    """The public downloads: a folder of JSON lines and a ZIP for each language."""
    paths: dict[str, Any] = {}
    for language in LANGUAGES:
        lines = tmp_path / language
        lines.mkdir()
        for name in LISTS:
            body = client.get(f"/api/hsds/{name}.jsonl?lang={language}").getvalue()
            (lines / f"{name}.jsonl").write_bytes(body)
        tables = tmp_path / f"{language}.zip"
        tables.write_bytes(client.get(f"/api/hsds/datapackage.zip?lang={language}").getvalue())
        paths["lines", language], paths["tables", language] = lines, tables
    return paths


def run_import(path, language) -> str:
    out = StringIO()
    options = {"publisher": "Verwijswijzer", "title": "Loketten", "language": language}
    call_command("import_hsds", path, apply=True, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["lines", "tables"])
def test_an_empty_installation_gives_the_same_answers_after_it(client, exports, form):
    before = answers(client)
    assert {name for name, _language, _key in before} == set(ENDPOINTS)
    assert len(before) > 160
    slugs = set(ContactDetail.objects.values_list("slug", flat=True))
    empty()
    assert is_empty(LISTS, client)
    for language in LANGUAGES:
        run_import(exports[form, language], language)
    assert is_empty(LISTS, client)
    publish()
    assert set(ContactDetail.objects.values_list("slug", flat=True)) == slugs
    assert Verification.objects.count() == 0
    after = answers(client)
    assert after.keys() == before.keys()
    for key, record in before.items():
        assert after[key] == record
    assert "Nothing changes." in run_import(exports[form, "nl"], "nl")


def test_what_is_ours_and_comes_back_is_left_alone(client, exports):
    before = answers(client)
    output = run_import(exports["lines", "nl"], "nl")
    assert "0 new, 0 changed, 0 waits, 0 conflict, 0 same" in output
    assert answers(client) == before
    assert not ImportedRecord.objects.exists()


def test_a_key_that_is_not_its_own_is_not_believed(client, exports, tmp_path):
    services = (exports["lines", "nl"] / "services.jsonl").read_text().splitlines()
    service = next(json.loads(line) for line in services if '"value":"comensha"' in line)
    service["id"] = "00000000-0000-4000-8000-000000000000"
    path = tmp_path / "een.json"
    path.write_text(json.dumps(service))
    run_import(path, "nl")
    imported = ImportedRecord.objects.get(kind="service")
    assert imported.slug == "comensha-00000000"
    assert Service.objects.get(slug="comensha").status == Status.PUBLISHED


def test_the_zip_holds_what_the_lines_hold(exports):
    with zipfile.ZipFile(BytesIO(exports["tables", "nl"].read_bytes())) as archive:
        services = archive.read("services.csv").decode()
    lines = (exports["lines", "nl"] / "services.jsonl").read_text().splitlines()
    for line in lines:
        assert json.loads(line)["id"] in services
