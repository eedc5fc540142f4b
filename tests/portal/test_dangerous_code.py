"""Dangerous calls that the code does not make: eval, weak hashes, outgoing requests."""

import ast
import re
from pathlib import Path

from tests.paths import ROOT
from tests.portal.test_architecture import CODE, python_files

OURS = CODE[:3]  # tools are for developers
RUNNING = {"eval", "exec", "compile", "__import__", "breakpoint"}
NEVER = {"pickle", "marshal", "shelve", "telnetlib", "ftplib", "ldap", "lxml"}
WRITING_XML = {
    "xml.etree.ElementTree",
    *(
        f"xml.etree.ElementTree.{one}"
        for one in ("Element", "SubElement", "tostring", "ParseError")
    ),
}
"""The map of the guide is written with it; reading is for openpyxl with defusedxml."""
ELSEWHERE = {"requests", "urllib3", "httpx", "aiohttp", "socket", "http.client", "urllib.request"}
PROVIDER = "portal/outgoing/provider.py"
"""Single sign-on, with a deadline."""
PROCESSES = {
    "knowledge/pdf/process.py",
    "portal/backups/pg_tools.py",
    "portal/page_cache/warming.py",
}
WAITING = {"portal/backups/postgresql.py", "portal/page_cache/stores.py"}
"""Where chance decides when to try or to tidy, and nothing that has to stay unknown."""
HOST_IS_CHECKED = {"portal/page_cache/middleware.py"}
"""Where a host that is not allowed is refused before a cached page is given."""
CHECKSUMS = {"knowledge/pdf/grayscale.py": {"crc32"}}
"""The format of a PNG file asks for it; nothing is protected by it."""
MARKED_SAFE = {
    "knowledge/search/highlighting.py",
    "knowledge/values/tokens.py",
    "referrals/releases/charts_admin.py",
    "referrals/views.py",
}
"""Where HTML is built: each piece of text is escaped there."""


NO_SCRIPT_HAS = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
    "__proto__", "Object.assign", "localStorage", "sessionStorage", "indexedDB", "document.cookie",
    'window.addEventListener("message"', "import(",
)  # fmt: skip
EXCEPT = {"confirming.js": {"localStorage"}}
"""An editor's choice whether single keys work."""


def calls(path: Path) -> list[tuple[str, ast.Call]]:
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return [(ast.unparse(node.func), node) for node in nodes]


def modules(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def is_fixed(query: ast.expr) -> bool:
    """Whether it is a literal, or a constant of the same file."""
    parts: list[ast.expr] = [query]
    if isinstance(query, ast.JoinedStr):
        parts = [part.value for part in query.values if isinstance(part, ast.FormattedValue)]
    return all(
        isinstance(part, ast.Constant) or (isinstance(part, ast.Name) and part.id.isupper())
        for part in parts
    )


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_text_is_run_as_code():
    for path in python_files(*OURS):
        assert not RUNNING & {name for name, _call in calls(path)}, path
        found = modules(path)
        assert not NEVER & {one.split(".")[0] for one in found}, path
        assert {one for one in found if one.startswith("xml.")} <= WRITING_XML, path


def test_no_command_goes_through_a_shell():
    for path in python_files(*OURS):
        text = path.read_text()
        assert "shell=True" not in text, path
        assert not re.search(r"\bos\.(system|popen|exec|spawn)", text), path
        assert "subprocess" not in modules(path) or named(path) in PROCESSES, path


def test_no_query_is_put_together_from_what_was_typed():
    """Queries by the ORM; raw SQL only with identifiers from the code, never with values."""
    for path in python_files(*OURS):
        for name, call in calls(path):
            assert name.split(".")[-1] not in {"raw", "extra", "RawSQL"}, path
            if name.endswith(".execute") and "backups" not in path.parts:
                assert is_fixed(call.args[0]), path


def test_sums_and_secrets_are_strong():
    for path in python_files(*OURS):
        assert "random" not in modules(path) or named(path) in WAITING, path
        weak = set(re.findall(r"\b(md5|sha1|crc32|DES|ARC4|ECB)\b", path.read_text()))
        assert weak <= CHECKSUMS.get(named(path), set()), path
        for name, call in calls(path):
            if name.split(".")[-1] == "salted_hmac":
                given = {word.arg: ast.unparse(word.value) for word in call.keywords}
                assert given.get("algorithm") == "'sha256'", path


def test_nothing_is_fetched_from_elsewhere():
    """Only database, cache, mail and single sign-on, each configured in the settings."""
    for path in python_files(*OURS):
        found = {one for one in modules(path) if one in ELSEWHERE}
        assert found == set() or named(path) == PROVIDER, path
        assert "verify=False" not in path.read_text(), path


def test_no_link_follows_the_host_of_a_request():
    """SITE_URL is the one address; portal/middleware.py sees to it for packages."""
    for path in python_files(*OURS):
        named_calls = {name.split(".")[-1] for name, _call in calls(path)}
        assert not {"build_absolute_uri", "get_current_site"} & named_calls, path
        assert "get_host" not in named_calls or named(path) in HOST_IS_CHECKED, path
    for path in (ROOT / "templates").rglob("*.*"):
        assert not re.search(r"build_absolute_uri|get_host|current_site", path.read_text()), path


def test_html_is_built_in_few_places():
    for path in python_files(*OURS):
        assert "mark_safe" not in path.read_text() or named(path) in MARKED_SAFE, path
    for path in (ROOT / "templates").rglob("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text()), path


def test_scripts_put_text_in_pages_as_text_and_keep_nothing():
    for folder in ("static", "templates"):
        for path in (ROOT / folder).rglob("*.js"):
            found = {sign for sign in NO_SCRIPT_HAS if sign in path.read_text()}
            assert found <= EXCEPT.get(path.name, set()), path


def test_every_package_is_pinned():
    for path in ROOT.glob("requirements*.txt"):
        lines = [line.split("#")[0].strip() for line in path.read_text().splitlines()]
        loose = [one for one in lines if one and "==" not in one and not one.startswith("-r")]
        assert loose == [], path.name
