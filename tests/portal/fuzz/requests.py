"""Hypothesis strategies for requests, in which any part may be invalid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from hypothesis import strategies as st

from tests.portal.every_url import PARAMETER
from tests.portal.fuzz.targets import Form, Target

MARKERS = (b"zq7<b>", b'zq7"x', b"zq7'x", b"zq8&lt;b", b"x zq7</title>", b"zq7<!--", b"zq7'\"><b>")
"""Values that a response may contain only when escaped."""

BAD_VALUES = (
    *MARKERS,
    b"",
    b" ",
    b"\x00",
    b"a\x00b",
    b"\xff\xfe",
    b"\xc3",
    b"\xed\xa0\x80",  # half a surrogate pair
    b"\xf4\x90\x80\x80",  # above U+10FFFF
    "\u202eomgekeerd\u2066".encode(),
    ("e" + "́" * 60).encode(),
    "﷽".encode() * 20,
    "👩‍👩‍👦".encode() * 3,
    "İıſß".encode(),
    b"a" * 5_000,
    b"9" * 40,
    b"-1",
    b"0",
    b"1e309",
    b"NaN",
    b"9223372036854775808",
    b"2147483648",
    "١٢٣".encode(),
    b"0001-01-01",
    b"9999-12-31",
    b"2026-02-30",
    b"true",
    b"null",
    b"[]",
    b"{}",
    b"{{7*7}}{% load x %}",
    b"%(x)s {0.__class__} ${x}",
    b"' OR 1=1 --",
    b"; SELECT pg_sleep(9)",
    b"../../../etc/passwd",
    b"//elders.example/x",
    b"https://elders.example",
    b"/\\elders.example",
    b"javascript:alert(1)",
    b"\r\nSet-Cookie: x=1",
    b"=1+1",
    b"(" * 40 + b"a+" * 40,
    b"*:* AND [a TO z]~9^2",
    b"Mo-Su 00:00-24:00; PH off" * 9,
    b"nl",
    b"on",
    b"1",
    b"2",
    b"__all__",
    b"pk__gt",
)
FIELD_NAMES = (b"next", b"q", b"page", b"lang", b"e", b"o", b"p", b"_popup", b"_to_field", b"id",
         b"status", b"all", b"action", b"_changelist_filters", b"csrfmiddlewaretoken",
         b"is_superuser", b"version", b"name__regex", b"\x00", b"zq7<b>", b"")  # fmt: skip

_bad_values = st.one_of(
    st.sampled_from(BAD_VALUES),
    st.sampled_from(MARKERS),
    st.text(max_size=12).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=6),
)
_HEADERS = {
    "HTTP_HOST": (b"testserver", b"testserver:80", b"localhost", b"elders.example", b"x y", b"",
                  b"testserver@elders.example", b"[::1", b"testserver."),
    "HTTP_ACCEPT_LANGUAGE": (b"en", b"nl;q=0.1,en", b"xx-zq7<b>", b"en-" + b"a" * 600, b"*;q=x"),
    "HTTP_X_FORWARDED_HOST": (b"elders.example", b"zq7<b>"),
    "HTTP_X_FORWARDED_PROTO": (b"https", b"http,https"),
    "HTTP_X_FORWARDED_FOR": (b"1.2.3.4", b"zq7<b>, ::1", b"," * 50),
    "HTTP_X_HTTP_METHOD_OVERRIDE": (b"DELETE",),
    "HTTP_X_ORIGINAL_URL": (b"/beheer/",),
    "HTTP_IF_NONE_MATCH": (b"*", b'"x"', b'W/"', b'"zq7<b>', b"," * 90),
    "HTTP_IF_MODIFIED_SINCE": (b"Sat, 29 Oct 1994 19:43:31 GMT", b"Sat, 29 Oct 99999 1:1:1 GMT"),
    "HTTP_RANGE": (b"bytes=0-1", b"bytes=-1", b"bytes=9-1,3-", b"kilo=1"),
    "HTTP_ACCEPT_ENCODING": (b"gzip", b"gzip;q=0", b"br", b"*", b"zq7<b>"),
    "HTTP_ACCEPT": (b"application/json", b"text/zq7<b>", b"*/*;q=x", b"text/html"),
    "HTTP_REFERER": (b"https://elders.example/", b"http://[", b"zq7<b>"),
    "HTTP_ORIGIN": (b"null", b"https://elders.example", b"http://["),
    "HTTP_X_REQUESTED_WITH": (b"XMLHttpRequest",),
    "HTTP_COOKIE_MORE": (b"sessionid=x", b"csrftoken=zq7<b>", b"\xff=\x01", b"messages=zq7<b>",
                         b"django_language=xx", b"a=b;;=;c", b"sessionid=" + b"a" * 4_000),
    "REMOTE_ADDR": (b"::ffff:1.2.3.4", b"", b"unix:"),
    "CONTENT_LENGTH": (b"", b"0", b"1", b"99999999"),  # not a number: the server rejects it
}  # fmt: skip
_TYPES = ("application/x-www-form-urlencoded; charset=utf-16", "application/json", "text/plain",
          "application/x-www-form-urlencoded; charset=zq7", "multipart/form-data", "",
          "multipart/form-data; boundary=\xff", "text/xml", "multipart/mixed; boundary=x",
          "application/x-www-form-urlencoded; charset=utf-7")  # fmt: skip
_METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", "GET", "POST")

Pair = tuple[bytes, bytes]


@dataclass(frozen=True)
class FuzzedRequest:
    """A request as the WSGI application gets it."""

    role: str
    shape: str
    method: str
    path: bytes
    query: bytes
    headers: tuple[Pair, ...]
    kind: str
    body: bytes


@st.composite
def fuzzed_requests(draw: st.DrawFn, target: Target, files: Sequence[bytes]) -> FuzzedRequest:
    post_forms = [form for form in target.forms if form.method == "POST"]
    if post_forms and draw(st.integers(0, 9)) < 7:
        return _post_request(draw, target, draw(st.sampled_from(post_forms)), files)
    return _get_request(draw, target)


def _get_request(draw: st.DrawFn, target: Target) -> FuzzedRequest:
    forms = [form for form in target.forms if form.method == "GET"]
    known = [pair for form in forms for pair in (*form.fields, *form.choices)]
    pairs = _mutated(draw, [], [(one.encode(), two.encode()) for one, two in known])
    query = "&".join(filter(None, [target.query])).encode()
    if pairs or draw(st.booleans()):
        query = _encoded(draw, pairs)
    method = draw(st.sampled_from(_METHODS)) if draw(st.integers(0, 9)) == 0 else "GET"
    return FuzzedRequest(
        target.role, target.shape, method, _path(draw, target), query, _headers(draw), "", b""
    )


def _post_request(
    draw: st.DrawFn, target: Target, form: Form, files: Sequence[bytes]
) -> FuzzedRequest:
    fields = [(one.encode(), two.encode()) for one, two in form.fields]
    choices = [(one.encode(), two.encode()) for one, two in form.choices]
    pairs = _mutated(draw, fields, choices)
    kind, body = "application/x-www-form-urlencoded", _encoded(draw, pairs)
    if form.files or draw(st.integers(0, 7)) == 0:
        kind, body = _multipart(draw, pairs, form.files, files)
    if draw(st.integers(0, 19)) == 0:
        kind = draw(st.sampled_from(_TYPES))
    path = urlsplit(form.action).path.encode()
    query = urlsplit(form.action).query.encode()
    if draw(st.integers(0, 9)) == 0:
        path, query = _path(draw, target), _encoded(draw, _mutated(draw, [], fields))
    return FuzzedRequest(target.role, target.shape, "POST", path, query, _headers(draw), kind, body)


def _mutated(draw: st.DrawFn, fields: list[Pair], choices: list[Pair]) -> list[Pair]:
    """`fields`, with up to four of them changed, removed, doubled or added."""
    pairs = list(fields)
    known = [name for name, _value in (*fields, *choices)]
    names = (
        st.sampled_from((*known, *known, *FIELD_NAMES)) if known else st.sampled_from(FIELD_NAMES)
    )
    for _time in range(draw(st.integers(0, 4))):
        choice = draw(st.integers(0, 9))
        if choice == 0 and pairs:
            del pairs[draw(st.integers(0, len(pairs) - 1))]
        elif choice <= 2 and choices:
            pairs.append(draw(st.sampled_from(choices)))
        elif choice <= 6 and pairs:
            at = draw(st.integers(0, len(pairs) - 1))
            pairs[at] = (pairs[at][0], draw(_bad_values))
        else:
            name = draw(names) if choice < 9 else draw(_bad_values)
            ending = draw(st.sampled_from((b"", b"", b"", b"", b"[]", b"[0]", b"__in", b"\x00")))
            pairs.append((name + ending, draw(_bad_values)))
    return pairs


def _encoded(draw: st.DrawFn, pairs: Sequence[Pair]) -> bytes:
    """URL-encoded, sometimes in a way no browser would."""
    choice = draw(st.integers(0, 19))
    if choice == 0:
        return b"&".join(name + b"=" + value for name, value in pairs)
    if choice == 1:
        return draw(st.sampled_from((b"%", b"%zz", b"%u0041", b"&&=&=", b"?" * 9, b"a=%00&a=%ff")))
    separator = b";" if choice == 2 else b"&"
    return separator.join(
        b"=".join(quote_from_bytes(part, safe="").encode() for part in pair) for pair in pairs
    )


def _multipart(
    draw: st.DrawFn, pairs: Sequence[Pair], names: Sequence[str], files: Sequence[bytes]
) -> tuple[str, bytes]:
    parts = [
        b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name, value)
        for name, value in pairs
    ]
    for name in names or ("file",):
        filename = draw(st.sampled_from((b"a.xlsx", b"a.csv", b"../../a.csv", b"zq7<b>.csv", b"")))
        content = _damaged(draw, draw(st.sampled_from(files)))
        head = b'Content-Disposition: form-data; name="%s"; filename="%s"' % (
            name.encode(),
            filename,
        )
        parts.append(head + b"\r\nContent-Type: text/csv\r\n\r\n" + content)
    body = b"".join(b"--rand\r\n" + part + b"\r\n" for part in parts) + b"--rand--\r\n"
    return "multipart/form-data; boundary=rand", body


def _damaged(draw: st.DrawFn, content: bytes) -> bytes:
    choice = draw(st.integers(0, 5))
    at = draw(st.integers(0, max(len(content) - 1, 0)))
    if choice == 0:
        return content[:at]
    if choice == 1:
        return content[:at] + draw(_bad_values) + content[at:]
    if choice == 2:
        return content[:at] + draw(st.binary(min_size=1, max_size=4)) + content[at + 4 :]
    return content


def _path(draw: st.DrawFn, target: Target) -> bytes:
    """The URL of the target, sometimes with a parameter that does not exist."""
    path = unquote_to_bytes(target.path)
    choice = draw(st.integers(0, 19))
    if choice < 5 and PARAMETER.search(target.shape):
        before = target.path[: -len(target.shape)] if target.path.startswith("/en/") else ""
        start = b"/en/" if before or target.path.startswith("/en/") else b"/"
        plain = PARAMETER.sub("\x01", target.shape).replace("^", "").replace("$", "").encode()
        pieces = plain.split(b"\x01")
        filled_in = [piece + draw(_bad_values) for piece in pieces[:-1]]
        return start + b"".join(filled_in) + pieces[-1]
    if choice == 5:
        return path.rstrip(b"/") + draw(st.sampled_from((b"", b"//", b"/;x", b"/../", b"/.", b"%")))
    if choice == 6:
        return draw(st.sampled_from((b"//elders.example", b"/en/", b"/EN/", b"/\\x"))) + path
    return path


def _headers(draw: st.DrawFn) -> tuple[Pair, ...]:
    found = []
    for _time in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2)))):
        name = draw(st.sampled_from(sorted(_HEADERS)))
        usual = name == "CONTENT_LENGTH" or draw(st.integers(0, 3)) > 0
        value = draw(st.sampled_from(_HEADERS[name])) if usual else draw(_bad_values)
        found.append((name.encode(), value.replace(b"\r", b"").replace(b"\n", b"")))
    return tuple(found)
