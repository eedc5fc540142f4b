"""Every record of the directory, in both languages, as the standard wants it."""

import pytest
from django.utils import timezone, translation

from knowledge.hsds import services
from knowledge.models import Service
from tests.knowledge.hsds.standard import faults

pytestmark = pytest.mark.django_db


def directory():
    today = timezone.localdate()
    desks = Service.objects.in_directory(on=today).with_directory_details(on=today)
    return list(desks.order_by("pk"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_record_is_as_the_standard_wants_it(shared, language):
    now, wrong = timezone.now(), []
    with translation.override(language):
        for desk in directory():
            wrong += faults(shared, "service", services.service(desk, now))
            wrong += faults(shared, "service", services.service_in_list(desk, now))
    assert wrong == []
