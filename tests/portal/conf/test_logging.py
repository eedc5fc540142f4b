"""What production logs, and above all what it does not."""

import io
import json
import logging

import pytest
from django.core.exceptions import DisallowedHost
from django.db import OperationalError, connection, transaction
from django.test import Client, override_settings
from django.urls import path

from knowledge.models import Audience, Signal
from portal.conf.logging import JsonFormatter, configuration
from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

pytestmark = pytest.mark.django_db

SECRET = "zeer-herkenbaar"


def broken(request):
    role = request.GET.get("rol", "")
    raise ValueError(f"no such role: {role}")


def twice(request):
    """PostgreSQL's message has the value: Key (slug)=(...) already exists."""
    with transaction.atomic():
        for _time in range(2):
            Audience.objects.create(slug=request.GET["rol"], name_nl="x")


def slow(request, _what):
    """A query that times out, with the database's message."""
    said = f"canceling statement due to statement timeout\nDETAIL: {request.GET['rol']}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [request.GET["rol"]])
    raise OperationalError(said)


class Urls:
    urlpatterns = [
        path("stuk/", broken, name="broken"),
        path("dubbel/", twice, name="twice"),
        path("traag/<slug:_what>/", slow, name="slow"),
        *urlpatterns,
    ]
    handler400 = handler400
    handler403 = handler403
    handler404 = handler404
    handler500 = handler500


@pytest.fixture
def log():
    """Every record of all loggers, formatted as in production, even those below its level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def written(log) -> list[dict]:
    """The lines that production writes."""
    assert SECRET not in log.getvalue()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in lines if line["level"] in ("WARNING", "ERROR", "CRITICAL")]


def visit(address: str, **more) -> int:
    visitor = Client(raise_request_exception=False)
    return visitor.get(f"{address}?rol={SECRET}", **more).status_code


CASES = {
    f"/insluiten/loketten/{SECRET}/": (404, "embed", "Not Found"),
    f"/{SECRET}/": (404, None, "Not Found"),
    "/stuk/": (500, "broken", "Internal Server Error"),
    "/dubbel/": (500, "twice", "Internal Server Error"),
    f"/traag/{SECRET}/": (503, "slow", "Service Unavailable"),
}


@override_settings(ROOT_URLCONF=Urls)
@pytest.mark.parametrize("address", CASES)
def test_of_a_request_route_method_and_status_are_written(address, log):
    status, route, message = CASES[address]
    assert visit(address) == status
    (line,) = written(log)
    assert (line["route"], line["method"], line["status"]) == (route, "GET", status)
    assert line["message"] == message
    assert line["logger"] == "django.request"


def test_a_host_that_is_not_ours_is_not_repeated(log):
    assert visit("/", headers={"host": f"{SECRET}.example"}) == 400
    (line,) = written(log)
    assert line["logger"] == f"django.security.{DisallowedHost.__name__}"
    assert (line["message"], line["status"]) == ("Bad Request", 400)


def test_a_refused_form_leaves_nothing_of_what_was_typed(log):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        f"/account/login/?next=/{SECRET}/",
        {"login": f"{SECRET}@voorbeeld.example"},
        headers={"origin": f"https://{SECRET}.example"},
    )
    assert answer.status_code == 403
    (line,) = written(log)
    assert (line["route"], line["method"], line["status"]) == ("account_login", "POST", 403)
    assert line["logger"] == "django.security.csrf"


def test_too_many_fields_leave_none_of_them(log):
    fields = {f"{SECRET}{number}": "1" for number in range(1_001)}
    assert Client().get("/verwijzen/", fields).status_code == 400
    assert {line["status"] for line in written(log)} == {400}


@override_settings(ROOT_URLCONF=Urls)
def test_an_error_says_its_type_and_where_it_happened(log):
    visit("/stuk/")
    (line,) = written(log)
    assert line["exception"] == "builtins.ValueError"
    assert "test_logging.py" in line["traceback"]
    assert "in broken" in line["traceback"]


@override_settings(ROOT_URLCONF=Urls)
def test_a_database_that_does_not_answer_is_said_in_its_first_line(log):
    visit(f"/traag/{SECRET}/")
    (line,) = written(log)
    assert "OperationalError: canceling statement due to statement timeout" in line["traceback"]
    assert "DETAIL" not in line["traceback"]


def test_an_error_that_led_to_another_is_told_too(log):
    try:
        try:
            Signal.objects.get(slug=SECRET)
        except Signal.DoesNotExist as first:
            raise RuntimeError(SECRET) from first
    except RuntimeError:
        logging.getLogger("portal").exception("work failed")
    (line,) = written(log)
    assert line["message"] == "work failed"
    assert "DoesNotExist" in line["traceback"].split("RuntimeError")[0]


def test_messages_of_others_are_written_without_their_values(log):
    logging.getLogger("library").warning("no such thing: %s", SECRET)
    logging.getLogger("library").warning(ValueError(SECRET))
    logging.getLogger("portal").warning("%d releases", 3)
    assert [line["message"] for line in written(log)] == [
        "no such thing: %s",
        "ValueError",
        "3 releases",
    ]


def test_a_method_that_does_not_exist_is_not_repeated(log):
    Client().generic(SECRET.upper(), "/bestaat-niet/")
    assert {line["method"] for line in written(log)} == {None}
    assert SECRET.upper() not in log.getvalue()


def test_production_writes_json_and_nothing_else():
    config = configuration(local=False)
    assert {handler["formatter"] for handler in config["handlers"].values()} == {"json"}
    record = logging.LogRecord("portal", logging.ERROR, "", 0, "two\nlines", (), None)
    assert len(JsonFormatter().format(record).splitlines()) == 1
