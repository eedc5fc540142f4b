"""The parts of Bootstrap that are sent: those in use, as they are now."""

import re

import pytest

from tools import bootstrap_subset
from tools.bootstrap_subset import OURS, OUTPUT, InUse, current, main, subset, whole

BANNER = "/*! Bootstrap, MIT */"
USED = InUse(
    frozenset({"btn", "row"}),
    frozenset({"a", "html"}),
    frozenset({"--held"}),
    {"a": frozenset({"color"})},
)


def chosen(css):
    return subset(f"{BANNER}{css}", USED).split(bootstrap_subset.NOTE)[1].strip()


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".btn{x:1}.card{x:1}", ".btn{x:1}"),
        (".btn,.card .btn{x:1}", ".btn{x:1}"),
        (".btn:not(.card):hover{x:1}", ".btn:not(.card):hover{x:1}"),
        ("a{x:1}nav{x:1}", "a{x:1}"),
        ("[data-bs-theme=dark] a{x:1}", ""),
        ("a{color:red;x:1}", "a{x:1}"),
        ("a,.btn{color:red}", "a,.btn{color:red}"),
        ("a{color:red!important}", "a{color:red!important}"),
        ("@media print{.card{x:1}.row{x:1}}@media print{.card{x:1}}", "@media print{.row{x:1}}"),
        ("@keyframes turn{to{x:1}}", ""),
        (".btn{--held:1;--unread:1;--a:var(--b);--b:2;x:1}", ".btn{--held:1;x:1}"),
        (".btn{--a:1;x:var(--a)}", ".btn{--a:1;x:var(--a)}"),
    ],
)
def test_what_can_match_and_is_read_stays(css, kept):
    assert chosen(css) == kept


def test_the_licence_stays():
    text = OUTPUT.read_text()
    assert re.match(r"/\*!\n \* Bootstrap  v5[.\d]+ ", text)
    assert "Licensed under MIT" in text
    assert "Copyright" in text


def test_it_is_what_the_code_needs_now():
    assert OUTPUT.read_text() == current()
    assert len(current()) < len(whole()) / 10


def test_every_class_of_bootstrap_that_a_template_names_is_there():
    """Or our stylesheet sets all that Bootstrap says of it."""
    there = set(re.findall(r"\.([a-z][\w-]*)", OUTPUT.read_text() + OURS.read_text()))
    known = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r":not\([^)]*\)", "", whole())))
    named = set()
    for path in (bootstrap_subset.ROOT / "templates").rglob("*.html"):
        for words in re.findall(r'class="([^"{]*)"', path.read_text()):
            named |= set(words.split())
    assert {"btn", "container"} <= named & known
    assert named & known <= there


def test_the_check_fails_when_a_class_comes_into_use(monkeypatch, capsys):
    assert main(["--check"]) == 0
    words = bootstrap_subset.in_use()
    more = InUse(words.classes | {"carousel"}, words.elements, words.variables, words.set_again)
    monkeypatch.setattr(bootstrap_subset, "in_use", lambda: more)
    assert main(["--check"]) == 1
    assert "make bootstrap" in capsys.readouterr().out
