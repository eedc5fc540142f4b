"""What tokens show: the present value, and nothing that visitors may not see."""

from contextvars import ContextVar
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone, translation

from knowledge.caching.availability import content_state
from knowledge.caching.encoding import decode, encode
from knowledge.models import ContactDetail, Guidance, KeyFigure, LegalArticle, NamedToken, Service
from knowledge.tokens import targets
from knowledge.tokens.targets import as_typed, displayed, have_at_hand, shown
from knowledge.values.tokens import Token, TokenKind

pytestmark = pytest.mark.django_db

CALL = "Bel [tel:comensha]."
NAMELESS = "Bel een loket uit de wegwijzer."


@pytest.fixture(autouse=True)
def no_request(monkeypatch):
    """Nothing is at hand of a request before, nor after."""
    monkeypatch.setattr(targets, "_at_hand", ContextVar("targets", default=None))


def hidden():
    today = timezone.localdate()
    return [
        {"status": "draft"},
        {"status": "archived"},
        {"restricted": True},
        {"publish_on": today + timedelta(days=1)},
        {"withdraw_on": today},
    ]


def test_it_shows_the_number_with_its_menu_choice():
    assert displayed(CALL) == "Bel 033 448 11 86."
    phone = ContactDetail.objects.get(service__slug="comensha", kind="phone")
    phone.value, phone.extension = "0900-0101", "3"
    phone.save()
    assert displayed(CALL) == "Bel 0900-0101, kies 3."
    assert displayed("Call [tel:comensha].", "en") == "Call 0900-0101, choose 3."
    assert 'href="tel:09000101"' in displayed(CALL).__html__()


def test_it_shows_an_article_and_a_figure_in_both_languages():
    text = "[art:sr-273f]: [fig:meisjes-comensha]"
    assert displayed(text) == "Art. 273f Sr: 1.133"
    with translation.override("en"):
        assert displayed(text) == "Art. 273f Sr: 1,133"
        assert 'href="/en/wetsartikelen/sr-273f/"' in displayed(text).__html__()
        assert (
            'href="/en/cijfers/?bij=meisjes-comensha#meisjes-comensha"'
            in displayed(text).__html__()
        )


@pytest.mark.parametrize("change", hidden(), ids=str)
def test_a_desk_that_visitors_cannot_see_has_neither_number_nor_name(change):
    Service.objects.filter(slug="comensha").update(**change)
    Service.objects.get(slug="veilig-thuis").save()  # so that it is read again
    assert displayed(CALL) == NAMELESS
    assert "href" not in getattr(displayed(CALL), "html", "")


@pytest.mark.parametrize("change", hidden(), ids=str)
def test_a_hidden_number_leaves_the_name_which_leads_to_the_page(change):
    ContactDetail.objects.filter(service__slug="comensha", kind="phone").update(**change)
    Service.objects.get(slug="veilig-thuis").save()
    name = Service.objects.get(slug="comensha").name
    assert displayed(CALL) == f"Bel {name}."
    assert 'href="/loketten/comensha/"' in displayed(CALL).__html__()
    token = Token(TokenKind.PHONE, "comensha")
    assert shown([token]) == set()
    NamedToken.objects.remember([token])
    assert token in targets.hidden()


def test_a_hidden_organisation_hides_its_desks():
    organisation = Service.objects.get(slug="comensha").organisation
    organisation.restricted = True
    organisation.save()
    assert displayed(CALL) == NAMELESS


@pytest.mark.parametrize(
    ("model", "token", "neutral"),
    [
        (LegalArticle, "[art:sr-273f]", "de wet"),
        (KeyFigure, "[fig:meisjes-comensha]", "een aantal"),
    ],
)
@pytest.mark.parametrize("change", hidden(), ids=str)
def test_a_hidden_article_or_figure_has_a_neutral_word(model, token, neutral, change):
    model.objects.filter(slug=token[5:-1]).update(**change)
    Service.objects.get(slug="veilig-thuis").save()
    assert displayed(f"Zie {token}.") == f"Zie {neutral}."


def test_a_token_of_nothing_is_never_shown():
    assert displayed("Bel [tel:bestaat-niet].") == NAMELESS
    assert displayed("Call [tel:bestaat-niet].", "en") == "Call a desk from the guide."


def test_while_rows_are_written_nothing_is_shown():
    with as_typed():
        assert displayed(CALL) == CALL


def test_only_what_stands_in_texts_is_at_hand(django_assert_num_queries):
    """Not a value for each desk of a large directory."""
    NamedToken.objects.exclude(slug="comensha").delete()
    have_at_hand()
    with django_assert_num_queries(0):
        assert displayed(CALL) == "Bel 033 448 11 86."
        assert displayed("Call [tel:comensha].", "en") == "Call 033 448 11 86."


def test_the_values_take_no_query_a_desk(django_assert_num_queries):
    NamedToken.objects.remember(
        Token(TokenKind.PHONE, slug) for slug in Service.objects.values_list("slug", flat=True)
    )
    NamedToken.objects.remember([Token(TokenKind.FIGURE, "meisjes-comensha")])
    with django_assert_num_queries(6):  # version, names, desks, numbers, articles, figures
        have_at_hand()


def test_what_a_saved_text_names_is_at_hand(django_assert_num_queries):
    NamedToken.objects.all().delete()
    row = Guidance.objects.published().first()
    row.do_nl = "Bel [tel:comensha] of [tel:bestaat-niet]."
    row.save()
    have_at_hand()
    with django_assert_num_queries(0):
        assert displayed(CALL) == "Bel 033 448 11 86."
        assert displayed("Bel [tel:bestaat-niet].") == NAMELESS


def test_what_was_typed_and_not_saved_shows_its_value(django_assert_max_num_queries):
    NamedToken.objects.all().delete()
    have_at_hand()
    with django_assert_max_num_queries(3):
        assert displayed(CALL) == "Bel 033 448 11 86."
    assert displayed("Bel [tel:bestaat-niet].") == NAMELESS
    comensha, nothing = Token(TokenKind.PHONE, "comensha"), Token(TokenKind.PHONE, "bestaat-niet")
    assert shown([comensha, nothing]) == {comensha}


def test_a_name_that_is_too_long_for_any_slug_is_not_remembered():
    NamedToken.objects.remember([Token(TokenKind.PHONE, "x" * 81)])
    assert not NamedToken.objects.filter(slug__startswith="xx").exists()


def test_values_are_there_for_a_process_that_starts_during_an_outage(monkeypatch):
    NamedToken.objects.remember(
        [Token(TokenKind.PHONE, slug) for slug in ("comensha", "bestaat-niet")]
    )
    stored = decode(encode((1, targets._NAMED.get())))[1]
    monkeypatch.setattr(targets._NAMED, "get", lambda: stored)
    monkeypatch.setattr(content_state, "current_version", lambda: None)
    monkeypatch.setattr(content_state, "is_unavailable", True)
    with connection.execute_wrapper(refuse):
        assert displayed(CALL) == "Bel 033 448 11 86."
        assert displayed("Bel [tel:bestaat-niet].") == NAMELESS
        assert displayed("Bel [tel:nooit-gelezen].") == NAMELESS


def refuse(execute, sql, params, many, context):
    raise OperationalError("the database is away")


def test_what_is_at_hand_is_current_until_the_content_changes():
    assert targets.are_current()
    have_at_hand()
    assert targets.are_current()
    detail = ContactDetail.objects.filter(service__slug="comensha", kind="phone").first()
    detail.value = "0800 0199"
    detail.save()
    assert not targets.are_current()
