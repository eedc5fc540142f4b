"""Responses to clients with and without gzip, and with and without a current copy."""

import gzip

from portal.page_cache.prepared import PreparedPage
from tests.portal.page_cache.test_page import HTML, page


def response(made, **headers):
    return PreparedPage(made).response_to(
        {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    )


def test_a_page_goes_out_packed_for_who_reads_that():
    gzipped = response(page(), accept_encoding="br, gzip")
    assert gzipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(gzipped.body) == HTML
    assert len(gzipped.body) == int(gzipped.headers["Content-Length"]) < len(HTML) / 3
    plain = response(page())
    assert plain.body == HTML
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == gzipped.headers["Vary"] == "Accept-Encoding"


def test_each_encoding_has_a_strong_etag_of_its_own_and_a_304_for_it():
    gzipped, plain = response(page(), accept_encoding="gzip"), response(page())
    assert gzipped.headers["ETag"] != plain.headers["ETag"]
    assert not gzipped.headers["ETag"].startswith("W/")
    again = response(page(), accept_encoding="gzip", if_none_match=gzipped.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"
    assert response(page(), if_none_match=gzipped.headers["ETag"]).status == 200
    assert response(page(b"other"), if_none_match=plain.headers["ETag"]).status == 200


def test_a_304_has_the_security_headers_too():
    made = page(**{"Content-Security-Policy": "default-src 'none'", "X-Frame-Options": "DENY"})
    again = response(made, if_none_match=response(made).headers["ETag"])
    assert again.status == 304
    assert again.headers["Content-Security-Policy"] == "default-src 'none'"
    assert again.headers["X-Frame-Options"] == "DENY"
    assert "Content-Length" not in again.headers


def test_a_file_is_cached_as_it_is_with_its_own_etag():
    made = page(b"%PDF-1.7", **{"Content-Type": "application/pdf", "ETag": '"abc"'})
    got = response(made, accept_encoding="gzip")
    assert (got.body, got.headers["ETag"], got.headers["Vary"]) == (b"%PDF-1.7", '"abc"', "")
    assert "Content-Encoding" not in got.headers


def test_etags_are_compared_as_http_says():
    made = page()
    tag = response(made).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"another", {tag}', "*"):
        assert response(made, if_none_match=known).status == 304, known
    for other in ('"another"', tag.strip('"'), "nonsense", f"{tag[:-1]}", ""):
        assert response(made, if_none_match=other).status == 200, other


def test_the_header_list_equals_the_headers():
    full, not_modified = response(page()), response(page(), if_none_match="*")
    assert dict(full.header_list) == dict(full.headers)
    assert dict(not_modified.header_list) == dict(not_modified.headers)
