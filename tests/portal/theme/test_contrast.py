"""Colours are declared in one file, and every pair has enough contrast."""

import re
from pathlib import Path

import pytest

from portal.theme.contrast import PAIRS, contrast, faults, schemes, variables
from referrals.chart import svg
from tests.paths import ROOT

CSS = ROOT / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
EXAMPLE = (ROOT / "docs" / "example-theme" / "theme.css").read_text()
NOT_OURS = ("tokens.css", "bootstrap.css")
OURS = [path for path in sorted(CSS.glob("*.css")) if path.name not in NOT_OURS]
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\("
    r"|(?<![\w-])(?:white|black|red|green|blue|gr[ae]y|yellow|orange|purple)(?![\w-])",
    re.I,
)
USED = re.compile(r"var\(--([\w-]+)")


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#fff", "#FFFFFF") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)  # known to just fail
    with pytest.raises(ValueError, match="rgb"):
        contrast("rgb(0 0 0)", "#fff")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["", EXAMPLE], ids=["ours", "example"])
def test_every_pair_can_be_read(theme, scheme):
    assert list(faults(schemes(TOKENS, theme)[scheme])) == []


def test_a_pair_that_cannot_be_read_is_named():
    found = schemes(TOKENS, ":root { --action: #9fd0d8; --quiet: grey; }")["light"]
    said = list(faults(found))
    assert "--quiet is grey: write it as #rrggbb" in said
    assert any(one.startswith("--action on --sheet has a contrast of 1.") for one in said), said


def test_a_theme_for_the_light_only_is_also_used_in_the_dark():
    """As in a browser: a later rule for everyone overrides an earlier one for dark mode."""
    found = schemes(TOKENS, ":root { --action: #5b2a86; }")
    assert found["dark"]["action"] == "#5b2a86"
    assert any("--action on --sheet" in one for one in faults(found["dark"]))


def test_rules_for_paper_and_more_contrast_are_no_scheme():
    css = "/* --a: #000; */ :root { --a: #111; } @media print { html:root { --a: #222; } }"
    assert variables(css) == {"light": {"a": "#111"}, "dark": {}}


def test_no_colour_is_written_outside_the_tokens():
    assert len(OURS) >= 4
    found = []
    for path in OURS:
        css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        found += [f"{path.name}: {match[0]}" for match in COLOUR.finditer(css)]
    assert found == []


def test_what_is_used_is_declared():
    declared = set(variables(TOKENS)["light"])
    django = set(variables((CSS / "admin-colours.css").read_text())["light"])
    for path in OURS:
        used = {name for name in USED.findall(path.read_text()) if not name.startswith("bs-")}
        assert used - declared - django == set(), path.name
    chart = Path(svg.__file__).read_text()
    ours = schemes(TOKENS)["light"]
    inks = re.findall(r"var\(--([\w-]+), (#\w+)\)", chart)
    assert len(inks) >= 10
    assert {name: ours[name] for name, _alone in inks} == dict(inks)


def test_every_colour_of_the_tokens_is_in_a_pair_or_known_not_to_need_one():
    alone = {"line", "paper", "shadow"}  # decoration; below a QR code
    colours = {name for name, value in variables(TOKENS)["light"].items() if value[0] == "#"}
    assert colours - alone == {name for pair in PAIRS for name in (pair.front, pair.back)}
    assert set(variables(TOKENS)["dark"]) == colours - {
        "paper",
        "on-danger",
    }  # white on red in both
