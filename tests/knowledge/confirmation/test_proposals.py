"""Proposals change nothing until someone else accepts them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from knowledge.confirmation import proposals
from knowledge.history.errors import StaleVersionError
from knowledge.models import ContactProposal, Verification
from tests.knowledge.confirmation.factories import (
    checks_of,
    edit_value,
    get_detail,
    get_editor,
    make_proposal,
    state_of,
)

pytestmark = pytest.mark.django_db

NUMBER, OTHER = "033 448 11 86", "033 448 11 87"


def accept(proposal, version=None, by=None):
    seen = state_of(proposal.contact).version if version is None else version
    return proposals.accept(
        proposal.pk, by=by or get_editor(), seen_version=seen, at=timezone.now()
    )


def test_accepting_is_the_change_and_the_check_in_one():
    proposal = make_proposal(get_detail(), note="nieuw nummer")
    done = accept(proposal)
    assert get_detail().value == OTHER
    assert (done.result, done.value, done.method, done.by) == (
        "changed",
        OTHER,
        "called",
        get_editor(),
    )
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.decided_by) == ("accepted", get_editor())
    assert get_detail().history.order_by("-pk").first().history_change_reason == "nieuw nummer"


def test_refusing_leaves_the_detail_alone():
    proposal = make_proposal(get_detail())
    proposals.refuse(proposal.pk, by=get_editor(), at=timezone.now())
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.decided_by) == ("refused", get_editor())
    assert get_detail().value == NUMBER
    assert checks_of(get_detail()) == []


def test_it_is_decided_once():
    proposal = make_proposal(get_detail())
    accept(proposal)
    with pytest.raises(proposals.DecidedMeanwhileError):
        accept(proposal)
    with pytest.raises(proposals.DecidedMeanwhileError):
        proposals.refuse(proposal.pk, by=get_editor(), at=timezone.now())
    assert len(checks_of(get_detail())) == 1


def test_it_is_accepted_only_beside_the_present_version():
    proposal = make_proposal(get_detail())
    seen = state_of(proposal.contact).version
    edit_value(proposal.contact, "033 448 11 88")
    with pytest.raises(StaleVersionError):
        accept(proposal, version=seen)
    assert get_detail().value == "033 448 11 88"
    accept(proposal)  # compared with the newer value
    assert get_detail().value == OTHER


def test_what_its_author_looked_at_is_shown_when_that_changed():
    proposal = make_proposal(get_detail())
    edit_value(proposal.contact, "033 448 11 88")
    [pending] = proposals.pending_for(get_detail())
    assert pending.proposal == proposal
    assert pending.based_on.value == NUMBER


def test_right_about_an_older_value_cannot_be_accepted():
    proposal = make_proposal(get_detail(), result="confirmed", value=NUMBER)
    edit_value(proposal.contact, OTHER)
    with pytest.raises(ValidationError):
        accept(proposal)
    proposal.refresh_from_db()
    assert proposal.decision == "open"
    assert checks_of(get_detail()) == []


def test_a_proposal_that_makes_no_sense_is_not_half_accepted():
    proposal = make_proposal(get_detail(), value="nul drie drie")
    with pytest.raises(ValidationError):
        accept(proposal)
    proposal.refresh_from_db()
    assert (proposal.decision, get_detail().value) == ("open", NUMBER)


def test_with_four_eyes_editors_cannot_accept_their_own(settings):
    settings.FOUR_EYES = True
    proposal = make_proposal(get_detail(), made_by=get_editor())
    with pytest.raises(ValidationError):
        accept(proposal)
    assert not Verification.objects.filter(contact=proposal.contact).exists()
    accept(proposal, by=get_editor("collega"))
    assert get_detail().value == OTHER


def test_a_proposal_is_of_an_organisation_or_of_an_editor():
    proposal = make_proposal(get_detail())
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactProposal.objects.filter(pk=proposal.pk).update(made_by=None)
