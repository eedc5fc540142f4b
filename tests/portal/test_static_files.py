"""Collecting static files: what only people read is taken out, and nothing else."""

import tinycss2

from portal.static_files import _shortening, shorter_script, shorter_style
from tests.paths import ROOT

SHORTENED = {
    "a { color: red; }": "a{color:red}",
    "/*! Licence */\n/* why */ a , b{}": "/*! Licence */ a,b{}",
    ".x :focus { margin: 0 auto }": ".x :focus{margin:0 auto}",
    'a::after { content: " ; : } "; }': 'a::after{content:" ; : } "}',
    ":root { --none: ; width: calc(1px + 2px); }": ":root{--none: ;width:calc(1px + 2px)}",
}


def test_a_stylesheet_loses_its_comments_and_spaces():
    assert {css: shorter_style(css) for css in SHORTENED} == SHORTENED


def test_every_stylesheet_keeps_its_rules():
    for path in (ROOT / "static/css").glob("*.css"):
        text = path.read_text()
        assert _words(shorter_style(text)) == _words(text), path.name


def test_a_script_loses_its_lines_of_comment():
    script = '// Why.\nconst a = "http://b";\n  a(); // after it\n'
    assert shorter_script(script) == 'const a = "http://b";\na(); // after it\n'


def test_no_script_has_a_text_of_several_lines():
    for path in (ROOT / "static/js").glob("*.js"):
        assert all(line.count("`") % 2 == 0 for line in path.read_text().splitlines()), path.name


def test_only_stylesheets_and_our_scripts_are_shortened():
    assert _shortening("css/admin.css")
    assert _shortening("js/leaving.js")
    assert not _shortening("admin/js/core.js")
    assert not _shortening("icon.svg")


def _words(css):
    """What a parser reads, without spaces and the last semicolon of a block."""
    return _flat(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _flat(nodes):
    found = []
    for node in nodes:
        if node.type not in ("whitespace", "comment") and node != ";":
            inner = [
                *(getattr(node, "prelude", None) or []),
                *(getattr(node, "content", None) or []),
            ]
            inner += getattr(node, "arguments", None) or []
            found.append((node.type, getattr(node, "value", "") if not inner else "", _flat(inner)))
    return found
