import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from knowledge.models import Signal
from knowledge.models.signal import SignalCategory
from knowledge.tick_list.content import (
    MOST_TICKED,
    TICKED,
    WRITING_DOWN,
    by_category,
    tick_list_content,
)

pytestmark = pytest.mark.django_db

MONEY, ALONE = "veel-geld-op-zak", "isolatie-van-vrienden-of-familie"


def slugs(query: str) -> list[str]:
    content = tick_list_content(AnonymousUser())
    return [signal.slug for signal in content.ticked(QueryDict(query))]


def test_what_was_ticked_comes_in_the_order_of_the_list_and_once():
    assert slugs(f"{TICKED}={ALONE}&{TICKED}={MONEY}&{TICKED}={ALONE}") == [MONEY, ALONE]


@pytest.mark.parametrize("value", ["", "geen-signaal", "%00", "a" * 9000, MONEY.upper(), "' OR 1"])
def test_what_is_unknown_is_dropped(value):
    assert slugs(f"{TICKED}={value}&{TICKED}={MONEY}&anders={ALONE}") == [MONEY]


def test_no_more_is_read_than_a_list_can_hold():
    before = "&".join(f"{TICKED}=x{number}" for number in range(MOST_TICKED))
    assert slugs(f"{before}&{TICKED}={MONEY}") == []


def test_nothing_that_was_ticked_is_part_of_a_query():
    with CaptureQueriesContext(connection) as queries:
        assert slugs(f"{TICKED}={MONEY}") == [MONEY]
    assert [one["sql"] for one in queries if MONEY in one["sql"]] == []


def test_signs_are_grouped_as_in_the_list():
    content = tick_list_content(AnonymousUser())
    groups = by_category(list(content.signals))
    assert [label for label, _signals in groups] == [str(label) for label in SignalCategory.labels]
    assert sum(len(signals) for _label, signals in groups) == Signal.objects.published().count()


def test_the_shipped_guidance_on_writing_down_has_the_five_steps():
    guidance = tick_list_content(AnonymousUser()).writing_down
    assert guidance.slug == WRITING_DOWN
    for language, word in (("nl", "Stap"), ("en", "Step")):
        text = getattr(guidance, f"body_{language}")
        assert [number for number in range(1, 6) if f"{word} {number}:" in text] == [1, 2, 3, 4, 5]
