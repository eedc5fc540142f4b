"""The shipped guide with judged sentences: those that nobody tunes on, and those to work with."""

from datetime import datetime

import pytest
from django.utils import timezone

from tools.sentence_scores import PARTS, SUNDAY_NIGHT, Scores, answered, part, scores

MONDAY_MORNING = "2026-12-07T10:00"
IN_BOX = 0.88
UNWANTED = 0.08

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[SUNDAY_NIGHT, MONDAY_MORNING])
def moment(request):
    return timezone.make_aware(datetime.fromisoformat(request.param))


@pytest.mark.parametrize("name", PARTS)
def test_no_sentence_is_certainly_answered_wrong(name, moment):
    found: Scores = scores(answered(part(name), moment))
    assert found.wrong == 0


@pytest.mark.parametrize("name", PARTS)
def test_most_sentences_have_a_right_desk_in_the_box(name, moment):
    found = scores(answered(part(name), moment))
    assert found.in_box >= IN_BOX, str(found)
    assert found.unwanted <= UNWANTED, str(found)


def test_the_parts_do_not_share_a_sentence():
    texts = [sentence.text for name in PARTS for sentence in part(name)]
    assert len(texts) == len(set(texts)) > 400
