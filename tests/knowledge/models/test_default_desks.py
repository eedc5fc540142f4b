import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from knowledge.models import DefaultDesks, Guidance, Service, Signal
from knowledge.models.default_desks import subject_choices

pytestmark = pytest.mark.django_db


def services(count: int):
    return Service.objects.order_by("slug")[:count]


def test_at_most_three_desks_the_first_included():
    entry = Guidance.objects.get(slug="lvb")
    entry.desks.set(services(3))
    entry.clean()
    entry.first_desk = Service.objects.order_by("slug")[3]
    with pytest.raises(ValidationError, match="hoogstens drie"):
        entry.clean()


def test_a_desk_that_is_first_and_among_the_others_counts_once():
    entry = Guidance.objects.get(slug="lvb")
    entry.desks.set(services(3))
    entry.first_desk = services(1)[0]
    entry.clean()
    assert entry.chosen_desks[0] == entry.first_desk
    assert len(entry.chosen_desks) == 3


def test_pages_have_usual_desks_once():
    with pytest.raises(IntegrityError), transaction.atomic():
        DefaultDesks.objects.create(slug="nog-eens", subject="signals", status="draft")
    DefaultDesks.objects.create(slug="oud", subject="signals", status="archived")


def test_every_part_of_a_kind_can_have_usual_desks():
    subjects = {subject for subject, _label in subject_choices()}
    assert {"all", "places", "places-online", "guidance-aftercare", "signals-health"} <= subjects
    assert str(DefaultDesks(subject="guidance-aftercare")) == "Handreikingen: Nazorg"


def test_a_first_desk_cannot_be_deleted_unseen():
    signal = Signal.objects.first()
    signal.first_desk = Service.objects.get(slug="comensha")
    signal.save()
    assert signal in signal.first_desk.first_for_signal_set.all()
