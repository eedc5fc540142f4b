"""Rules of the knowledge base, enforced by constraints or validation."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from knowledge import models
from knowledge.models import Status

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()
READER = User(username="reader", is_superuser=True)


def refused(create, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        create(**values)


@pytest.fixture
def organisation() -> models.Organisation:
    return models.Organisation.objects.create(
        slug="proef", kind="care", name_nl="Proef", status=Status.PUBLISHED
    )


@pytest.fixture
def service(organisation) -> models.Service:
    return models.Service.objects.create(
        slug="proefloket", organisation=organisation, name_nl="Proef", status=Status.PUBLISHED
    )


def test_slugs_are_unique():
    refused(models.Source.objects.create, slug="nji-signalering")


@pytest.mark.parametrize(
    ("create", "values"),
    [
        (models.Source.objects.create, {"status": "gone"}),
        (models.Signal.objects.create, {"category": "other", "about": "boys"}),
        (models.Signal.objects.create, {"category": "health", "about": "girls"}),
        (models.RiskPlace.objects.create, {"setting": "moon", "role": "both"}),
        (models.RiskPlace.objects.create, {"setting": "online", "role": "none"}),
        (models.Guidance.objects.create, {"theme": "other"}),
        (models.Resource.objects.create, {"kind": "other"}),
        (models.Organisation.objects.create, {"kind": "other"}),
    ],
)
def test_only_known_kinds_are_kept(create, values):
    refused(create, slug="proef", **values)


def test_ages_are_in_order_and_of_people(organisation):
    create = models.Service.objects.create
    refused(create, slug="s", organisation=organisation, min_age=18, max_age=12)
    refused(create, slug="s", organisation=organisation, max_age=121)
    create(slug="s", organisation=organisation, min_age=18, max_age=18)


def test_a_service_knows_who_makes_contact_and_where(organisation):
    create = models.Service.objects.create
    refused(create, slug="s", organisation=organisation, contact_by="nobody")
    refused(create, slug="s", organisation=organisation, coverage="moon")


def test_a_service_is_not_regional_of_itself(service):
    service.regional_of = service
    with pytest.raises(IntegrityError), transaction.atomic():
        service.save()


def test_a_regional_desk_belongs_to_a_national_one(service, organisation):
    regional = models.Service.objects.create(
        slug="regio", organisation=organisation, regional_of=service
    )
    deeper = models.Service(slug="dieper", organisation=organisation, regional_of=regional)
    with pytest.raises(ValidationError) as caught:
        deeper.full_clean()
    assert "regional_of" in caught.value.message_dict


def test_dates_of_a_law_are_in_order():
    create = models.LegalArticle.objects.create
    day, before = date(2024, 7, 1), date(2024, 6, 30)
    refused(create, slug="a", law="Sr", number="1", in_force_from=day, in_force_until=before)
    create(slug="a", law="Sr", number="1", in_force_from=day, in_force_until=day)
    refused(create, slug="b", law="Sr", number="1", in_force_from=day)


def test_a_wording_that_was_read_has_a_day():
    create = models.LegalArticle.objects.create
    source = models.Source.objects.create(slug="wetboek", title="Wetboek")
    refused(create, slug="a", law="Sr", number="1", text_seen_source=source)
    read = create(
        slug="a", law="Sr", number="1", text_seen_source=source, text_seen_on=date(2026, 1, 1)
    )
    assert read.is_assured
    read.pending_change = "Wetsvoorstel 1 kan dit artikel hebben gewijzigd."
    assert not read.is_assured


def test_a_code_word_is_never_public():
    refused(models.CodeWord.objects.create, slug="woord", term="woord", restricted=False)


def test_a_contact_detail_stands_once_at_a_desk(service):
    create = models.ContactDetail.objects.create
    create(slug="een", service=service, kind="phone", value="112")
    refused(create, slug="twee", service=service, kind="phone", value="112")
    refused(create, slug="drie", service=service, kind="fax", value="112")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "12345"),
        ("email", "geen adres"),
        ("website", "javascript:alert(1)"),
        ("chat", "chatmetfier.nl"),
    ],
)
def test_a_contact_detail_that_cannot_be_used_is_refused(service, kind, value):
    detail = models.ContactDetail(slug="d", service=service, kind=kind, value=value)
    with pytest.raises(ValidationError) as caught:
        detail.full_clean()
    assert list(caught.value.message_dict) == ["value"]


def test_hours_that_cannot_be_read_are_refused(service):
    detail = models.ContactDetail(
        slug="d", service=service, kind="phone", value="112", opening_hours="ma-vr"
    )
    with pytest.raises(ValidationError) as caught:
        detail.full_clean()
    assert list(caught.value.message_dict) == ["opening_hours"]


@pytest.mark.parametrize(
    ("kind", "value", "display", "uri"),
    [
        ("phone", "0800 2000", "0800-2000", "tel:08002000"),
        ("email", "info@comensha.nl", "info@comensha.nl", "mailto:info@comensha.nl"),
        ("website", "https://www.comensha.nl/", "comensha.nl", "https://www.comensha.nl/"),
        ("address", "Straat 1, Stad", "Straat 1, Stad", ""),
        ("phone", "saved unchecked", "saved unchecked", ""),
    ],
)
def test_a_contact_detail_is_shown_and_linked(kind, value, display, uri):
    detail = models.ContactDetail(kind=kind, value=value)
    assert (detail.display, detail.uri) == (display, uri)


def test_a_published_text_needs_both_languages():
    form = models.ExploitationForm(slug="f", name_nl="Naam", summary_nl="Tekst", summary_en="Text")
    form.full_clean()
    form.status = Status.PUBLISHED
    with pytest.raises(ValidationError) as caught:
        form.full_clean()
    assert list(caught.value.message_dict) == ["name_en"]


def test_languages_are_codes(organisation):
    service = models.Service(
        slug="s", organisation=organisation, name_nl="N", summary_nl="S", languages="nl en"
    )
    service.full_clean()
    service.languages = "Dutch"
    with pytest.raises(ValidationError):
        service.full_clean()


def test_visitors_see_published_and_readers_also_restricted():
    create = models.RiskPlace.objects.create
    for status in Status.values:
        for restricted in (False, True):
            create(
                slug=f"p-{status}-{restricted}".lower(),
                status=status,
                restricted=restricted,
                setting="online",
                role="both",
            )
    mine = models.RiskPlace.objects.filter(slug__startswith="p-")
    assert {place.slug for place in mine.visible_to(VISITOR)} == {"p-published-false"}
    assert {place.slug for place in mine.visible_to(READER)} == {
        "p-published-false",
        "p-published-true",
    }


def test_a_desk_of_a_hidden_organisation_is_hidden(service, organisation):
    visible = models.Service.objects.filter(slug="proefloket")
    assert visible.visible_to(VISITOR).exists()
    organisation.restricted = True
    organisation.save()
    assert not visible.visible_to(VISITOR).exists()
    assert visible.visible_to(READER).exists()
    organisation.status = Status.ARCHIVED
    organisation.save()
    assert not visible.visible_to(READER).exists()


def test_services_are_found_by_age_contact_and_anonymity(organisation):
    create = models.Service.objects.create
    create(slug="young", organisation=organisation, max_age=17, contact_by="victim")
    create(slug="adult", organisation=organisation, min_age=18, anonymous=True)
    create(slug="any", organisation=organisation, contact_by="professional", anonymous=False)
    mine = models.Service.objects.filter(organisation=organisation)

    def slugs(services):
        return {service.slug for service in services}

    assert slugs(mine.for_age(17)) == {"young", "any"}
    assert slugs(mine.for_age(18)) == {"adult", "any"}
    assert slugs(mine.for_professionals()) == {"adult", "any"}
    assert slugs(mine.for_victims()) == {"young", "adult"}
    assert slugs(mine.anonymous_possible()) == {"adult"}


def test_law_applies_from_its_first_day_to_its_last():
    def numbers(day):
        return {article.slug for article in models.LegalArticle.objects.applying_on(day)}

    last, first = date(2024, 6, 30), date(2024, 7, 1)
    assert {"sr-248b-oud", "sr-273f"} <= numbers(last)
    assert "sr-245" not in numbers(last)
    assert {"sr-245", "sr-273f"} <= numbers(first)
    assert "sr-248b-oud" not in numbers(first)
    for article in models.LegalArticle.objects.all():
        assert article.applies_on(last) == (article.slug in numbers(last))
        assert article.applies_on(first) == (article.slug in numbers(first))


def test_what_must_be_looked_at_again_is_found():
    models.Source.objects.filter(slug="nu-nl").update(review_by=date(2026, 1, 1))
    due = models.Source.objects.due_for_review(on=date(2026, 1, 1))
    assert [source.slug for source in due] == ["nu-nl"]
    assert not models.Source.objects.due_for_review(on=date(2025, 12, 31))


def test_an_entry_for_everyone_is_for_each_audience():
    guidance_list = models.Guidance.objects.for_audience("hotel")
    slugs = {guidance.slug for guidance in guidance_list}
    assert "hotel-signaleren" in slugs
    assert "gesprek-voeren" in slugs
    assert "recherchepsycholoog" not in slugs
    assert len(slugs) == guidance_list.count()


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("Wat is uitbuiting", None, "Wat is uitbuiting"),
        ("Wat is uitbuiting", 2021, "Wat is uitbuiting (2021)"),
        ("Artikel (december 2021)", 2021, "Artikel (december 2021)"),
    ],
)
def test_a_source_says_its_year_once(title, year, expected):
    assert models.Source(title=title, year=year).dated_title == expected
