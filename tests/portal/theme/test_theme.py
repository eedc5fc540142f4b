"""Themes: read at start-up, refused in one sentence, served by the site."""

import os
import struct
import subprocess
import sys
import zlib

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.page_cache.build import build
from portal.theme import checks
from portal.theme.colours import colours
from portal.theme.theme import read_theme
from tests.paths import ROOT

CSS = ROOT / "docs" / "example-theme" / "theme.css"
LOGO = ROOT / "docs" / "example-theme" / "logo.svg"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 300, 100) + bytes(5)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{}</svg>'


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in ("THEME_CSS", "THEME_LOGO", "THEME_NAME"):
        monkeypatch.delenv(name, raising=False)
    colours.cache_clear()
    build.cache_clear()
    yield
    colours.cache_clear()
    build.cache_clear()


@pytest.fixture
def given(monkeypatch, tmp_path):
    """The theme with this content in a file named by a setting."""

    def read(variable: str, content: str | bytes):
        file = tmp_path / "file"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.setenv(variable, str(file))
        monkeypatch.setenv("THEME_NAME", "Gemeente Voorbeeld")
        return read_theme()

    return read


@pytest.fixture
def example(monkeypatch, settings):
    monkeypatch.setenv("THEME_CSS", str(CSS))
    monkeypatch.setenv("THEME_LOGO", str(LOGO))
    monkeypatch.setenv("THEME_NAME", 'Gemeente "Voorbeeld"')
    settings.THEME = read_theme()
    return settings.THEME


def test_without_settings_there_is_no_theme():
    found = read_theme()
    assert (found.css, found.logo, found.files) == (None, None, {})


REFUSED_CSS = [
    (b"\xff\xfe", "not text in UTF-8"),
    ("body { color: red; }", "not a file of variables"),
    (":root { color: red; }", "not a file of variables"),
    (":root { --a: 1", "not a file of variables"),
    ("nonsense", "not a file of variables"),
    ("", "not a file of variables"),
    (":root { --a: url(/x.png); }", "must not load"),
    (":root { --a: URL (//elders.example/x); }", "must not load"),
    (":root { --a: u/**/rl(x); --b: image-set('x' 1x); }", "must not load"),
    (":root { --a: \\75rl(x); }", "must not load"),
    ("@import 'x.css'; :root { --a: 1; }", "must not load"),
    ("@font-face { src: local(x); }", "not a file of variables"),
    (":root { --a: 1; } /*" + " " * 10_000 + "*/", "larger than 10000 bytes"),
]


@pytest.mark.parametrize(("css", "sentence"), REFUSED_CSS)
def test_what_is_no_file_of_variables_is_refused(given, css, sentence):
    with pytest.raises(ImproperlyConfigured, match=f"THEME_CSS .*{sentence}"):
        given("THEME_CSS", css)


REFUSED_LOGOS = [
    (b"GIF89a", "is not a picture"),
    ("<html></html>", "is not a picture"),
    ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "is not a picture"),
    (SVG.format("<script>alert(1)</script>"), "holds a script"),
    (SVG.format('<rect onload="x"/>'), "holds a script"),
    (SVG.format('<use href="https://elders.example/x.svg#a"/>'), "holds a script"),
    (SVG.format("<style>@import 'x';</style>"), "holds a script"),
    (SVG.format('<rect fill="url(https://elders.example/x)"/>'), "holds a script"),
    (SVG.format('<image href="data:image/png;base64,AA"/>'), "holds a script"),
    (SVG.format("").replace("viewBox", "data-box"), "does not say how large"),
    (SVG.format(" " * 20_000), "larger than 20000 bytes"),
]


def png_of(width: int, height: int) -> bytes:
    """A whole PNG in one colour: small to send, and large to unpack."""
    rows = zlib.compress((b"\0" * (width // 8 + 2)) * height, 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def layers(number: int) -> str:
    """Each layer shows the one before ten times."""
    first = '<g id="l0"><path d="M0 0h1"/></g>'
    more = (f'<g id="l{n}">{f"""<use href="#l{n - 1}"/>""" * 10}</g>' for n in range(1, number))
    return SVG.format(first + "".join(more))


@pytest.mark.parametrize(("width", "height"), [(8_000, 8_000), (2_001, 1), (1, 65_000)])
def test_a_picture_that_unpacks_to_millions_of_pixels_is_refused(given, width, height):
    bomb = png_of(width, height)
    assert len(bomb) < 20_000
    with pytest.raises(ImproperlyConfigured, match=f"is {width} by {height} pixels"):
        given("THEME_LOGO", bomb)
    assert given("THEME_LOGO", png_of(2_000, 2_000)).logo


def test_a_drawing_that_multiplies_itself_is_refused(given):
    with pytest.raises(ImproperlyConfigured, match="repeats parts that repeat parts"):
        given("THEME_LOGO", layers(10))
    assert given("THEME_LOGO", layers(2).replace("l1", "l9")).logo


@pytest.mark.parametrize(("logo", "sentence"), REFUSED_LOGOS)
def test_what_is_no_plain_picture_is_refused(given, logo, sentence):
    with pytest.raises(ImproperlyConfigured, match=f"THEME_LOGO .*{sentence}"):
        given("THEME_LOGO", logo)


@pytest.mark.parametrize("variable", ["THEME_CSS", "THEME_LOGO"])
def test_a_file_that_is_not_there_is_refused(monkeypatch, tmp_path, variable):
    monkeypatch.setenv("THEME_NAME", "Gemeente Voorbeeld")
    for missing in (tmp_path / "nergens", tmp_path):
        monkeypatch.setenv(variable, str(missing))
        with pytest.raises(ImproperlyConfigured, match=f"{variable} cannot be read"):
            read_theme()


def test_a_logo_needs_the_name_that_is_read_aloud(monkeypatch):
    monkeypatch.setenv("THEME_LOGO", str(LOGO))
    with pytest.raises(ImproperlyConfigured, match="THEME_NAME must be set"):
        read_theme()


def test_a_picture_says_how_large_it_is(given):
    for content, kind, size in [(PNG, "png", (300, 100)), (SVG.format(""), "svg", (30, 10))]:
        logo = given("THEME_LOGO", content).logo
        assert (logo.width, logo.height) == size
        assert logo.file.name.startswith("logo.")
        assert logo.file.name.endswith(f".{kind}")
    shaded = SVG.format('<linearGradient id="a"/><rect fill="url(#a)"/><use href="#a"/>')
    assert given("THEME_LOGO", shaded).logo


def test_the_start_is_refused_with_that_sentence(tmp_path):
    given = {"VERWIJSWIJZER_LOCAL": "1", "DATA_DIR": str(tmp_path), "THEME_CSS": "/nergens.css"}
    environment = {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    call = [sys.executable, "manage.py", "check"]
    done = subprocess.run(
        call, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "THEME_CSS cannot be read (No such file or directory): name a file" in done.stderr


def test_pages_wear_the_theme(example, client):
    html = client.get("/over/").content.decode()
    css, logo = f"/static/thema/{example.css.name}", f"/static/thema/{example.logo.file.name}"
    assert html.index("tokens.css") < html.index(css) < html.index("verwijswijzer.css")
    assert f'<img src="{logo}" width="96" height="32" alt="Gemeente &quot;Voorbeeld&quot;">' in html
    assert '(prefers-color-scheme: dark)" content="#16151a"' in html
    for address, file in ((css, CSS), (logo, LOGO)):
        answer = client.get(address)
        assert answer.content == file.read_bytes()
        assert "immutable" in answer["Cache-Control"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get("/static/thema/thema.000000000000.css").status_code == 404


def test_pages_kept_in_another_dress_are_not_shown(example, settings):
    dressed = build()
    build.cache_clear()
    settings.THEME = read_theme().__class__()
    assert build() != dressed


def test_the_checks_name_what_is_hard_to_read(given, settings):
    assert checks.check_theme(None) == []
    settings.THEME = given("THEME_CSS", ":root { --action: #9fd0d8; --akcent: #fff; }")
    said = [warning.msg for warning in checks.check_theme(None)]
    assert "THEME_CSS sets --akcent, which the site does not know." in said
    assert any(one.startswith("THEME_CSS, light: --action on --ground has") for one in said)


def test_the_checks_say_nothing_of_the_example(example):
    assert checks.check_theme(None) == []
