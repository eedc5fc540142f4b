"""What is given to whom of a page that is kept."""

import gzip

from portal.page_cache.ready import Ready
from tests.portal.page_cache.test_page import HTML, page


def answer(made, **headers):
    return Ready(made).answer({f"HTTP_{name.upper()}": value for name, value in headers.items()})


def test_a_page_goes_out_packed_for_who_reads_that():
    packed = answer(page(), accept_encoding="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == HTML
    assert len(packed.body) == int(packed.headers["Content-Length"]) < len(HTML) / 3
    plain = answer(page())
    assert plain.body == HTML
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_each_form_has_a_strong_mark_of_its_own_and_who_has_it_gets_nothing():
    packed, plain = answer(page(), accept_encoding="gzip"), answer(page())
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert not packed.headers["ETag"].startswith("W/")
    again = answer(page(), accept_encoding="gzip", if_none_match=packed.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"
    assert answer(page(), if_none_match=packed.headers["ETag"]).status == 200
    assert answer(page(b"other"), if_none_match=plain.headers["ETag"]).status == 200


def test_an_empty_answer_is_as_strict_as_a_full_one():
    made = page(**{"Content-Security-Policy": "default-src 'none'", "X-Frame-Options": "DENY"})
    again = answer(made, if_none_match=answer(made).headers["ETag"])
    assert again.status == 304
    assert again.headers["Content-Security-Policy"] == "default-src 'none'"
    assert again.headers["X-Frame-Options"] == "DENY"
    assert "Content-Length" not in again.headers


def test_a_file_is_kept_as_it_is_with_its_own_mark():
    made = page(b"%PDF-1.7", **{"Content-Type": "application/pdf", "ETag": '"abc"'})
    got = answer(made, accept_encoding="gzip")
    assert (got.body, got.headers["ETag"], got.headers["Vary"]) == (b"%PDF-1.7", '"abc"', "")
    assert "Content-Encoding" not in got.headers


def test_marks_are_compared_as_the_standard_says():
    made = page()
    tag = answer(made).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"another", {tag}', "*"):
        assert answer(made, if_none_match=known).status == 304, known
    for other in ('"another"', tag.strip('"'), "nonsense", f"{tag[:-1]}", ""):
        assert answer(made, if_none_match=other).status == 200, other


def test_a_server_gets_the_headers_as_they_are():
    full, had = answer(page()), answer(page(), if_none_match="*")
    assert dict(full.listed) == dict(full.headers)
    assert dict(had.listed) == dict(had.headers)
