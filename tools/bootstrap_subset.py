"""The parts of Bootstrap that the site uses, as static/css/bootstrap.css.

    python -m tools.bootstrap_subset            write the file (`make bootstrap`)
    python -m tools.bootstrap_subset --check    exit 1 when it is not what the code needs

A selector stays when all its classes and elements occur in our templates, scripts, stylesheets and
forms, or in those templates of crispy-forms that our forms use; a variable stays when something
reads it; what verwijswijzer.css sets again for the same selector goes. What occurs is read broadly:
a class too many costs bytes, one too few a layout.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import tinycss2

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "static/css/verwijswijzer.css"
OUTPUT = ROOT / "static/css/bootstrap.css"
APPS = ("portal", "knowledge", "referrals")
NOTE = "/* Only the parts in use, chosen by `make bootstrap`: do not edit. */\n"
LAYOUT_TEMPLATES = {
    "Div": "layout/div.html",
    "Field": "field.html",
    "Layout": "uni_form.html",
    "Submit": "layout/baseinput.html",
}
"""The template of each layout object of crispy-forms that our forms may use."""
SENDING_FILES = "layout/field_file.html"
"""What only forms of editing pages need, which are not crispy-forms'."""
FORM_TEMPLATES = ("whole_uni_form.html", "uni_form.html", "display_form.html", "field.html")

_CLASS = re.compile(r"""class(?:es)?=(["'])((?:\{%.*?%\}|\{\{.*?\}\}|(?!\1).)*)\1""", re.S)
_PYTHON_CLASS = re.compile(r"""(?:_class=|"class":\s*)"([^"]*)\"""")
_FIELD_CLASS = re.compile(r"'class' '([^']*)'")
_QUOTED = re.compile(r"""["'`]([^"'`]*)["'`]""")
_WORD = re.compile(r"[A-Za-z][\w-]*")
_HYPHENATED = re.compile(r"[A-Za-z]\w*(?:-\w+)+")
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)|createElement\(\"([a-z0-9]+)\"\)")
_STYLE_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
_INCLUDE = re.compile(r"""include ["']bootstrap5/([\w/-]+\.html)["']""")
_IMPORT = re.compile(r"from crispy_forms\.(?:layout|bootstrap) import ([\w, ]+)")
_NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
_PSEUDO = re.compile(r"::?[\w-]+")
_ATTRIBUTE = re.compile(r"\[[^\]]*\]")
_VARIABLE_READ = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True, slots=True)
class InUse:
    """Names that occur in the code, and the variables that our stylesheets read."""

    classes: frozenset[str]
    elements: frozenset[str]
    variables: frozenset[str]
    set_again: Mapping[str, frozenset[str]]
    """The properties that our stylesheet, which comes later, sets for each selector."""

    def selects(self, selector: str) -> bool:
        """Whether `selector` can match anything on a page."""
        if "[data-bs-" in selector:
            return False
        positive = _ATTRIBUTE.sub("", _PSEUDO.sub("", _NOT.sub("", selector)))
        elements = re.findall(r"(?<![\w.-])[a-z][a-z0-9]*", positive)
        return self.classes.issuperset(_STYLE_CLASS.findall(positive)) and self.elements.issuperset(
            elements
        )


def in_use() -> InUse:
    """What the code names."""
    markup = [path.read_text() for path in _paths("templates", ".html")]
    python = [path.read_text() for app in APPS for path in _paths(app, ".py")]
    scripts = [path.read_text() for path in _paths("static/js", ".js")]
    styles = [path.read_text() for path in _paths("static/css", ".css") if path != OUTPUT]
    crispy = list(_crispy_templates(python))
    widgets = [path.read_text() for path in _django_widgets()]
    classes = set(_words(markup + crispy, _CLASS, group=2)) | set(_words(python, _PYTHON_CLASS))
    classes |= set(_words(crispy, _FIELD_CLASS)) | set(_words(scripts, _QUOTED))
    for text in (*markup, *python, *scripts):
        classes |= set(_HYPHENATED.findall(text))
    for text in styles:
        classes |= set(_STYLE_CLASS.findall(text))
    found = (_ELEMENT.findall(text) for text in (*markup, *crispy, *widgets, *python, *scripts))
    elements = {first or second for names in found for first, second in names}
    variables = {name for text in styles for name in _VARIABLE_READ.findall(text)}
    return InUse(
        frozenset(classes), frozenset(elements | {"html"}), frozenset(variables), _set_by(OURS)
    )


def _set_by(stylesheet: Path) -> dict[str, frozenset[str]]:
    """The properties that it always sets for each selector."""
    found: dict[str, frozenset[str]] = {}
    for rule in _rules_of(stylesheet.read_text()):
        if rule.type == "qualified-rule":
            names = frozenset(one.name for one in _declarations(rule) if not one.important)
            for selector in tinycss2.serialize(rule.prelude).split(","):
                found[selector.strip()] = found.get(selector.strip(), frozenset()) | names
    return found


def _rules_of(text: str) -> list[Any]:
    rules: list[Any] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return rules


def _declarations(rule: Any) -> list[Any]:
    found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [one for one in found if one.type == "declaration"]


def _paths(folder: str, suffix: str) -> list[Path]:
    return sorted((ROOT / folder).rglob(f"*{suffix}"))


def _django_widgets() -> list[Path]:
    return sorted(Path(str(files("django.forms") / "templates")).rglob("*.html"))


def _words(texts: Iterable[str], pattern: re.Pattern[str], *, group: int = 1) -> Iterator[str]:
    for text in texts:
        for match in pattern.finditer(text):
            yield from _WORD.findall(match[group])


def _crispy_templates(python: Iterable[str]) -> Iterator[str]:
    """The templates of crispy-forms behind our forms, with what they include."""
    names = {
        name for text in python for line in _IMPORT.findall(text) for name in _WORD.findall(line)
    }
    if unknown := names - LAYOUT_TEMPLATES.keys():
        raise ValueError(f"LAYOUT_TEMPLATES has no template for {', '.join(sorted(unknown))}")
    folder = Path(str(files("crispy_bootstrap5") / "templates/bootstrap5"))
    waiting, seen = [*FORM_TEMPLATES, *(LAYOUT_TEMPLATES[name] for name in names)], {SENDING_FILES}
    while waiting:
        if (name := waiting.pop()) not in seen:
            seen.add(name)
            text = (folder / name).read_text()
            waiting += _INCLUDE.findall(text)
            yield text


def whole() -> str:
    """Bootstrap as its authors publish it."""
    return str((files("bootstrap") / "static/bootstrap/css/bootstrap.min.css").read_text())


def subset(source: str, used: InUse) -> str:
    """The rules of `source` that can match, without variables that nothing reads."""
    banner = source[: source.index("*/") + 2].replace('@charset "UTF-8";', "")
    text = "\n".join(_kept(_rules_of(source), used))
    while (shorter := _without_unread(text, used.variables)) != text:
        text = shorter
    return f"{banner}\n{NOTE}{text}\n"


def _kept(rules: Iterable[Any], used: InUse) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = list(_matching(tinycss2.serialize(rule.prelude), used))
            declarations = ";".join(_effective(rule, selectors, used))
            if selectors and declarations:
                yield f"{','.join(selectors)}{{{declarations}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = "".join(_kept(tinycss2.parse_rule_list(rule.content), used))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"


def _matching(selectors: str, used: InUse) -> Iterator[str]:
    return (one for one in re.split(r",(?![^(]*\))", selectors) if used.selects(one))


def _effective(rule: Any, selectors: list[str], used: InUse) -> Iterator[str]:
    """The declarations of `rule` that our stylesheet does not set again for all its selectors."""
    again = [used.set_again.get(selector, frozenset()) for selector in selectors]
    for one in _declarations(rule):
        if one.important or not all(one.name in names for names in again):
            value = tinycss2.serialize(one.value)
            yield f"{one.name}:{value}{'!important' if one.important else ''}"


def _without_unread(text: str, variables: frozenset[str]) -> str:
    """`text` without the declarations of variables that it does not read, nor `variables` hold."""
    read = variables.union(_VARIABLE_READ.findall(text))
    shorter = re.sub(
        r"(?<=[{;])(--[\w-]+):(?:[^;{}\"]|\"[^\"]*\")*(?:;|(?=\}))",
        lambda match: match[0] if match[1] in read else "",
        text,
    )
    return re.sub(r"(?<=[\n}{])[^{}@\n]*\{\}\n?", "", shorter)


def current() -> str:
    """What the file must hold now."""
    return subset(whole(), in_use())


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        OUTPUT.write_text(current())
        return 0
    if OUTPUT.is_file() and OUTPUT.read_text() == current():
        print("Every part of Bootstrap that is used is there, and no other.")
        return 0
    print("static/css/bootstrap.css is not what the code needs: run `make bootstrap`")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
