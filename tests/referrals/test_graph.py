import pytest

from knowledge.models import ContactDetail, Service, Status
from referrals import graph, models
from referrals.flow import Kind

pytestmark = pytest.mark.django_db


def test_rows_become_a_flow_with_all_texts():
    guide = graph.load_guide()
    assert guide is not None
    question = guide.questions["leeftijd"]
    assert question.kind == Kind.ROUTE
    assert set(question.text) == {"nl", "en"}
    assert [option.slug for option in question.options] == ["onder-18", "18-plus", "onbekend"]
    assert question.options[0].goal == "situatie-jong"


def test_it_takes_the_same_few_queries_whatever_its_size(django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        graph.load_guide()


def test_a_draft_guide_is_no_guide():
    models.Flow.objects.update(status=Status.DRAFT)
    assert graph.load_guide() is None


def test_desks_that_nobody_can_reach_are_not_reachable():
    assert "veilig-thuis" in graph.reachable_services()
    assert "his" in graph.reachable_services()  # no number, but it says how it is found
    ContactDetail.objects.filter(service__slug="veilig-thuis").update(status=Status.DRAFT)
    Service.objects.filter(slug="veilig-thuis").update(how_to_reach_nl="", how_to_reach_en="")
    Service.objects.filter(slug="his").update(restricted=True)
    assert not {"veilig-thuis", "his"} & graph.reachable_services()
