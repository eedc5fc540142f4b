"""A menu choice or extension is checked, corrected and proposed along with its number."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from knowledge.confirmation import proposals
from knowledge.confirmation.checks import confirm, correct
from knowledge.confirmation.requests.forms import OwnDetailForm
from knowledge.models import ContactDetail, ContactProposal
from tests.knowledge.confirmation.factories import (
    get_detail,
    get_editor,
    make_answer,
    make_proposal,
    state_of,
    with_value,
)

pytestmark = pytest.mark.django_db

PAGE = "/beheer/controleren/"
NUMBER = "033 448 11 86"


def card(client, detail):
    return client.get(PAGE, {"detail": detail.pk}).context["form"]


def as_sent(form):
    values = {name: form[name].value() for name in form.fields if name != "answer"}
    return {name: "" if value is None else value for name, value in values.items()}


def accept(proposal):
    seen = state_of(proposal.contact).version
    return proposals.accept(proposal.pk, by=get_editor(), seen_version=seen, at=timezone.now())


def test_a_check_holds_what_to_choose_and_a_correction_leaves_out_what_stays():
    detail = with_value(NUMBER, extension="3")
    assert confirm(detail.pk, state_of(detail), make_answer()).menu_choice == "kies 3"
    done = correct(detail.pk, state_of(detail), make_answer(), extension="4")
    assert (done.value, done.extension) == (NUMBER, "4")
    assert get_detail().extension == "4"
    done = correct(detail.pk, state_of(detail), make_answer(), value="033 448 11 87")
    assert (done.value, done.extension) == ("033 448 11 87", "4")


def test_the_queue_shows_it_and_takes_it(admin_client):
    detail = with_value(NUMBER, extension="3")
    page = admin_client.get(PAGE, {"detail": detail.pk})
    assert 'data-extension="3"' in page.content.decode()
    assert '<span class="menu-choice">kies 3</span>' in page.content.decode()
    form = card(admin_client, detail)
    sent = as_sent(form)
    kept = admin_client.post(PAGE, {**sent, "extension": "4", "answer": "confirmed"})
    assert set(kept.context["form"].errors) == {"extension"}
    wrong = admin_client.post(PAGE, {**sent, "extension": "vier", "answer": "changed"})
    assert set(wrong.context["form"].errors) == {"extension"}
    admin_client.post(PAGE, {**sent, "extension": "4", "answer": "changed"})
    assert get_detail().extension == "4"
    done = admin_client.get(PAGE, {"detail": detail.pk}).content.decode()
    assert "kies 4" in done


def test_what_somebody_else_changed_is_shown_beside_it(admin_client):
    detail = with_value(NUMBER, extension="3")
    form = card(admin_client, detail)
    sent = as_sent(form)
    with_value(NUMBER, extension="5")
    page = admin_client.post(PAGE, {**sent, "extension": "4", "answer": "changed"})
    assert page.status_code == 409
    assert page.context["form"]["extension"].value() == "4"
    assert "<td>3</td><td><b>5</b></td><td>4</td>" in page.content.decode()
    untouched = admin_client.post(PAGE, {**sent, "answer": "confirmed"})
    assert untouched.context["form"]["extension"].value() == "5"


def test_a_website_has_no_such_field_and_keeps_none(admin_client):
    site = ContactDetail.objects.filter(kind="website").first()
    form = card(admin_client, site)
    assert "extension" not in form.fields
    sent = as_sent(form)
    admin_client.post(PAGE, {**sent, "value": "https://anders.example", "answer": "changed"})
    site.refresh_from_db()
    assert site.value == "https://anders.example"


def test_a_proposal_takes_effect_with_it(admin_client):
    detail = with_value(NUMBER, extension="3")
    proposal = make_proposal(detail, value=NUMBER, extension="4")
    page = admin_client.get(PAGE, {"detail": detail.pk}).content.decode()
    assert "<td>3</td><td>4</td>" in page
    done = accept(proposal)
    assert (done.value, done.extension, get_detail().extension) == (NUMBER, "4", "4")


def test_a_confirmation_of_the_same_number_in_another_writing_can_be_accepted():
    detail = with_value("+31334481186")
    assert accept(make_proposal(detail, value=NUMBER, result="confirmed")).result == "confirmed"
    older = make_proposal(detail, value=NUMBER, extension="3", result="confirmed")
    with pytest.raises(ValidationError):
        accept(older)


def test_under_four_eyes_it_waits_with_the_number(settings):
    settings.FOUR_EYES = True
    detail = get_detail()
    made = correct(detail.pk, state_of(detail), make_answer(), extension="4")
    assert isinstance(made, ContactProposal)
    assert (made.value, made.extension, get_detail().extension) == (NUMBER, "4", "")


def test_an_organisation_says_what_to_choose():
    detail = with_value(NUMBER, extension="3")
    form = own(detail, answer="changed", extension="4")
    assert form.is_valid(), form.errors
    proposal = form.proposal()
    assert (proposal.value, proposal.extension) == (NUMBER, "4")
    assert set(own(detail, answer="changed", extension="kies 4").errors) == {"extension"}
    assert set(own(detail, answer="", extension="4").errors) == {"answer"}
    assert own(detail, answer="confirmed").proposal().extension == "3"
    mail = ContactDetail.objects.filter(kind="email").first()
    assert "extension" not in own(mail, answer="confirmed").fields


def own(detail, **answers):
    """The form of an organisation about `detail`, filled in by it."""
    detail = ContactDetail.objects.get(pk=detail.pk)
    blank = OwnDetailForm(None, detail)
    sent = QueryDict(mutable=True)
    for name in blank.fields:
        sent[blank.add_prefix(name)] = blank[name].value() or ""
    for name, value in {"version": detail.version, **answers}.items():
        sent[blank.add_prefix(name)] = value
    form = OwnDetailForm(sent, detail)
    form.is_valid()
    return form
