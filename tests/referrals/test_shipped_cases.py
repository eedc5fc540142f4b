"""The shipped cases: complete, in both languages, and run on the shipped guide."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge.models import Service
from referrals.flow.cases import BROKEN
from referrals.flow.checks.cases import case_problems
from referrals.flow.checks.problem import errors
from referrals.models import Case, Flow, Outcome
from referrals.releases.cases import verdicts_on
from referrals.releases.draft import GUIDE_SLUG, build_flow

pytestmark = pytest.mark.django_db

QUIET_WEEK, CHRISTMAS = date(2026, 6, 1), date(2026, 12, 21)


@pytest.fixture
def verdicts():
    return verdicts_on(build_flow(Flow.objects.get(slug=GUIDE_SLUG)), QUIET_WEEK)


def described(verdicts):
    return [(v.case.slug, v.message("en")) for v in verdicts]


def check_flow(*options):
    out = StringIO()
    call_command("check_flow", *options, language="en", stdout=out)
    return out.getvalue()


def test_every_outcome_has_five_cases_and_all_pass(verdicts):
    assert errors(list(case_problems(verdicts))) == []
    assert not any(verdict.has(*BROKEN) or verdict.case.known_failure for verdict in verdicts)
    ends = Counter(verdict.position.outcome.slug for verdict in verdicts)
    outcomes = Outcome.objects.values_list("slug", flat=True)
    assert [slug for slug in outcomes if ends[slug] < 5] == []


def test_every_case_says_what_it_is_about_and_why_in_both_languages(verdicts):
    for verdict in verdicts:
        case = verdict.case
        for words in (case.situation, case.role, case.why):
            assert all(words[language] for language in ("nl", "en")), case.slug
        assert case.situation["nl"] != case.situation["en"]


def test_a_public_holiday_changes_no_verdict(verdicts):
    flow = build_flow(Flow.objects.get(slug=GUIDE_SLUG))
    assert described(verdicts_on(flow, CHRISTMAS)) == described(verdicts)


def test_the_command_prints_the_score_and_each_case():
    total = Case.objects.count()
    assert check_flow().startswith(f"{total} cases: ")
    lines = check_flow("--cases").splitlines()
    assert len(lines) == total * 3 + 1
    assert f"{total} cases: " in lines[-1]
    assert '"differs"' in check_flow("--cases", "--format", "json")


def test_the_command_names_a_case_that_fails_with_its_path_and_what_differs():
    case = Case.objects.filter(known_failure=False).first()
    case.never_desks.set(Service.objects.all())
    with pytest.raises(CommandError):
        check_flow()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_flow", language="en", stdout=out)
    failing = [line for line in out.getvalue().splitlines() if line.startswith("error:")]
    assert len(failing) == 1
    assert f"'{case.slug}' (gevaar=" in failing[0]
    assert "must not be there" in failing[0]
