"""The shipped guide: every option leads to a desk, and real cases to the right ones."""

import pytest

from referrals.flow.checks.problem import errors
from referrals.flow.checks.structure import MAX_QUESTIONS, problems
from referrals.flow.model import NONE, Flow, Kind
from referrals.flow.paths import all_paths
from referrals.flow.resolving import resolve
from referrals.models import Flow as FlowRow
from referrals.releases.draft import GUIDE_SLUG, build_flow, desk_facts
from tests.referrals.vocabulary import Walk, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide() -> Flow:
    return build_flow(FlowRow.objects.get(slug=GUIDE_SLUG))


def finished(start: Walk) -> Walk:
    """Give every open question an answer that adds nothing, if it has one."""
    while question := start.position.question:
        plain = next((o.slug for o in question.options if not o.adds and not o.guidance), NONE)
        start = start.answer(**{question.name: NONE if question.kind == Kind.SIDE_MANY else plain})
    return start


def case(guide: Flow, **answers: str) -> Walk:
    return finished(walk(guide).answer(gevaar="nee", **answers))


def test_it_has_no_problems(guide):
    assert [problem.message["en"] for problem in errors(problems(guide, desk_facts()))] == []


def test_it_asks_nothing_in_vain_and_somebody_is_there_at_night(guide):
    assert {problem.id for problem in problems(guide, desk_facts())} <= {"not-confirmed"}


def test_every_option_of_every_question_is_walked_to_a_desk(guide):
    left = {(slug, option.slug) for slug, q in guide.questions.items() for option in q.options}
    reachable = {slug for slug, desk in desk_facts().items() if desk.public and desk.reachable}
    for path in all_paths(guide):
        answers: dict[str, list[str]] = {}
        for step in [*path.position.steps]:
            answers.setdefault(step.question.name, []).extend(step.values)
            left.discard((step.question.slug, step.chosen[0].slug))
        for step in path.conditions or [None]:
            extra = {step.question.name: list(step.values)} if step else {}
            position = resolve(guide, {**answers, **extra})
            assert position.outcome, f"no outcome for {answers} {extra}"
            assert position.outcome.slug == path.outcome.slug
            assert position.referrals[0].service in reachable
            if step:
                left.discard((step.question.slug, step.chosen[0].slug))
    assert left == set()


def test_no_path_asks_more_than_seven_questions(guide):
    for path in all_paths(guide):
        asked = len(path.position.steps) + len({step.question.slug for step in path.conditions})
        assert asked <= MAX_QUESTIONS


def test_a_question_that_someone_may_not_know_can_be_answered_with_not_known(guide):
    unsure = {"gevaar", "leeftijd", "politie", "opvang"}
    for question in guide.questions.values():
        if question.name in unsure:
            slugs = {option.slug for option in question.options}
            assert slugs & {"weet-niet", "onbekend"}, question.slug


def test_anyone_acute_danger(guide):
    danger = walk(guide).answer(gevaar="ja").assert_outcome("acuut-gevaar")
    danger.assert_first("noodnummer-112").assert_also("veilig-thuis")


def test_anyone_not_sure_of_danger_keeps_112_in_sight(guide):
    unsure = walk(guide).answer(
        gevaar="weet-niet", rol="anders", leeftijd="onder-18", situatie="vermoeden"
    )
    finished(unsure).assert_first("veilig-thuis", "noodnummer-112")


def test_teacher_boy_of_15_signals_but_no_certainty(guide):
    teacher = case(guide, rol="onderwijs", leeftijd="onder-18", situatie="vermoeden")
    teacher.assert_first("veilig-thuis").assert_guidance("meldcode")
    teacher.assert_also("zorgcoordinator-mensenhandel")


def test_youth_worker_boy_of_16_paid_sex_on_own_initiative(guide):
    boy = case(guide, rol="zorg", leeftijd="onder-18", situatie="eigen-initiatief")
    boy.assert_first("veilig-thuis", "politie-geen-spoed")
    boy.assert_also("centrum-seksueel-geweld", "lumens-expertisecentrum", "his")
    boy.assert_article("sr-245", "sr-246").assert_guidance("jong-eigen-initiatief-slachtoffer")


def test_police_officer_boy_of_17_exploited(guide):
    boy = case(guide, rol="politie", leeftijd="onder-18", situatie="uitgebuit")
    boy.assert_first("politie-avim").assert_also("zorgcoordinator-mensenhandel")
    boy.assert_guidance("anoniem-melden-en-aangifte", "recherchepsycholoog")


def test_care_worker_man_of_20_exploited_wants_help_not_the_police(guide):
    man = case(guide, rol="zorg", leeftijd="18-plus", situatie="uitgebuit", politie="nee")
    man.assert_first("comensha", "zorgcoordinator-mensenhandel")
    man.assert_also("chat-met-fier", "his")


def test_shelter_worker_man_of_22_own_initiative(guide):
    man = case(guide, rol="zorg", leeftijd="18-plus", situatie="eigen-initiatief")
    man.assert_first("his").assert_guidance("alert-op-dwang")
    man.assert_also("centrum-seksueel-geweld")


def test_municipality_man_of_19_exploited_no_residence_permit(guide):
    man = case(
        guide,
        rol="gemeente",
        leeftijd="18-plus",
        situatie="uitgebuit",
        politie="nee",
        omstandigheden="geen-verblijfsvergunning",
    )
    man.assert_first("comensha", "politie-avim").assert_guidance("bedenktijd")


def test_hotel_suspicious_bookings_wants_to_stay_anonymous(guide):
    hotel = case(guide, rol="hotel", anoniem="ja")
    hotel.assert_first("meld-misdaad-anoniem", "veilig-thuis", "politie-geen-spoed")
    assert hotel.position.outcome.resources == ("no-place-for-sex-trafficking",)


def test_school_counsellor_boy_of_14_threatened_with_images(guide):
    boy = case(guide, rol="onderwijs", leeftijd="onder-18", situatie="beelden")
    boy.assert_first("helpwanted", "politie-geen-spoed").assert_article("sr-252", "sr-318")


def test_care_worker_man_of_25_raped_two_days_ago(guide):
    man = case(guide, rol="zorg", leeftijd="18-plus", situatie="seksueel-geweld")
    man.assert_first("centrum-seksueel-geweld", "politie-geen-spoed")


def test_youth_worker_unaccompanied_foreign_boy_of_16(guide):
    boy = case(
        guide,
        rol="zorg",
        leeftijd="onder-18",
        situatie="vermoeden",
        politie="nee",
        omstandigheden="alleenstaand",
    )
    boy.assert_first("veilig-thuis", "nidos", "politie-avim").assert_also("comensha")


@pytest.mark.parametrize("situation", ["vermoeden", "uitgebuit", "eigen-initiatief", "beelden"])
def test_any_boy_with_lvb_keeps_the_outcome_of_his_case(guide, situation):
    plain = case(guide, rol="zorg", leeftijd="onder-18", situatie=situation)
    with_lvb = plain.answer(omstandigheden="lvb")
    with_lvb.assert_outcome(plain.position.outcome.slug).assert_guidance("lvb")
    with_lvb.assert_desks(*(referral.service for referral in plain.position.referrals))


def test_the_professional_who_stays_anonymous_gets_meld_misdaad_anoniem(guide):
    boy = case(guide, rol="zorg", leeftijd="onder-18", situatie="uitgebuit", politie="anoniem")
    boy.assert_first("veilig-thuis", "meld-misdaad-anoniem")


def test_shelter_tonight_always_names_a_desk_that_is_open_at_night(guide):
    for slug in ("opvang-jong", "opvang-volwassen", "opvang-onbekend"):
        tonight = next(o for o in guide.questions[slug].options if o.slug == "ja")
        assert "veilig-thuis" in {added.service for added in tonight.adds}
