"""Validation of a feed: every problem is reported with its origin."""

import pytest

from knowledge.open_data.importing.checking import problems_of
from knowledge.open_data.importing.files import read_feed
from tests.knowledge.open_data.importing.feeds import (
    a_schedule,
    a_service,
    an_id,
    an_organization,
    write_json,
)


def messages(tmp_path, content, known=lambda _id: False) -> list[str]:
    return [
        str(problem) for problem in problems_of(read_feed(write_json(tmp_path, content)), known)
    ]


def test_what_is_right_has_no_problems(tmp_path):
    assert messages(tmp_path, [a_service(), an_organization()]) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": "7"}, "id: is not a UUID"),
        ({"id": None}, "id: is missing"),
        ({"name": ""}, "name: is missing"),
        ({"name": 7}, "name: is not a text"),
        ({"name": "a\x00b"}, "name: contains a character that cannot be stored"),
        ({"name": "a\ud800b"}, "name: contains a character that cannot be stored"),
        ({"status": "open"}, "status: is not one of"),
        ({"assured_date": "2026-02-30"}, "assured_date: is not a date"),
        ({"assured_date": "1 mei 2026"}, "assured_date: is not a date"),
        ({"minimum_age": "twaalf"}, "minimum_age: is not a number"),
        ({"minimum_age": 12.5}, "minimum_age: is not an age in whole years"),
        ({"minimum_age": 500}, "minimum_age: is not an age"),
        ({"minimum_age": 30}, "minimum_age: is above maximum_age"),
        ({"url": "javascript:alert(1)"}, "url: is not a web address"),
        ({"url": "ftp://x.example"}, "url: is not a web address"),
        ({"email": "geen adres"}, "email: is not an email address"),
        ({"description": "<p>Hallo</p>"}, "description: contains HTML (<p>)"),
        ({"description": "a <script src=x"}, "description: contains HTML"),
        ({"description": "Jan &amp; Piet"}, "description: contains HTML (&amp;)"),
        ({"phones": {}}, "phones: is not a list"),
        ({"phones": ["x"]}, "phones 1: is not an object"),
        ({"phones": [{"id": an_id("x")}]}, "phones 1, number: is missing"),
        ({"schedules": [a_schedule(byday="MA")]}, "schedules 1, byday: is not a list of MO"),
        ({"schedules": [a_schedule(opens_at="25:00")]}, "schedules 1, opens_at: is not a time"),
        ({"schedules": [a_schedule(freq="DAILY")]}, "schedules 1, freq: is not one of"),
        ({"schedules": [a_schedule(valid_from="x")]}, "schedules 1, valid_from: is not a date"),
        ({"languages": [{"id": an_id("x"), "code": "Nederlands"}]}, "languages 1, code: is not"),
        ({"organization": {"id": an_id("x")}}, "organization, name: is missing"),
        (
            {"organization": None, "organization_id": an_id("x")},
            "is neither in the file nor in this directory",
        ),
        ({"organization": None}, "organization_id: is missing, and so is organization"),
    ],
)
def test_a_mistake_is_named(tmp_path, wrong, message):
    service = {name: value for name, value in a_service(**wrong).items() if value is not None}
    problems = messages(tmp_path, [service])
    assert any(message in problem for problem in problems), problems
    assert all(problem.startswith("diensten.json, record 1") for problem in problems)


def test_all_of_them_are_named(tmp_path):
    wrong = a_service(id="x", status="y", name="", assured_date="z", minimum_age=-1)
    assert len(messages(tmp_path, [wrong, a_service(email="x")])) == 6


def test_plain_text_may_hold_signs_that_look_like_markup(tmp_path):
    text = "Jongeren < 18 en > 12 jaar; R&D; a < b; <3 &c;"
    assert messages(tmp_path, [a_service(description=text)]) == []


def test_an_organisation_that_is_here_already_need_not_be_in_the_file(tmp_path):
    service = a_service(organization_id=an_id("huis"))
    del service["organization"]
    assert messages(tmp_path, [service], lambda key: key == an_id("huis")) == []


def test_an_id_stands_for_one_record(tmp_path):
    assert "record 2: id: is also the id of" in messages(tmp_path, [a_service(), a_service()])[0]
    other = a_service(name="Iets anders", id=an_id("inloop").upper())
    assert "which has different content" in messages(tmp_path, [a_service(), other])[0]


def test_a_short_and_a_whole_record_of_two_lists_are_the_same_one(tmp_path):
    short = {name: value for name, value in a_service().items() if name != "phones"}
    write_json(tmp_path, [short], "a.json")
    write_json(tmp_path, [a_service()], "b.json")
    assert problems_of(read_feed(tmp_path), lambda _id: False) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"schedules": [a_schedule(byday="MA")]}, "schedules 1, byday: is not a list of MO"),
        ({"phones": [{"id": an_id("x")}]}, "phones 1, number: is missing"),
        ({"location": {"schedules": {}}}, "location, schedules: is not a list"),
        (
            {"location": {"phones": [{"id": "x", "number": "1"}]}},
            "location, phones 1, id: is not a UUID",
        ),
        ({"contacts": [{"id": an_id("x"), "phones": ["1"]}]}, "phones 1: is not an object"),
    ],
)
def test_a_mistake_at_a_place_is_named(tmp_path, wrong, message):
    places = [{"id": an_id("plek"), **wrong}]
    (problem,) = messages(tmp_path, [a_service(service_at_locations=places)])
    assert problem.startswith("diensten.json, record 1: service_at_locations 1, ")
    assert message in problem
