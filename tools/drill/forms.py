"""The forms of a page as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_NOT_SENT = {"submit", "button", "image", "reset", "file"}
_TICKED = {"checkbox", "radio"}
Pairs = list[tuple[str, str]]
Attributes = list[tuple[str, str | None]]


@dataclass(slots=True)
class Form:
    """What is sent when nobody touches it. `action` is empty for the page's own address."""

    method: str
    action: str
    pairs: Pairs = field(default_factory=list)

    def __contains__(self, name: str) -> bool:
        return any(name == other for other, _value in self.pairs)

    def filled(self, **changes: str) -> Pairs:
        """With other values; KeyError for a field that the form does not have."""
        if missing := [name for name in changes if name not in self]:
            raise KeyError(f"the form has no {', '.join(missing)}")
        return [(name, changes.get(name, value)) for name, value in self.pairs]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._several = False
        self._text: str | None = None
        self._typed: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(has.get("method", "get").lower(), has.get("action", ""))
            self.forms.append(self._form)
        elif self._form is None or "disabled" in has:
            return
        elif tag == "input":
            self._input(self._form, has)
        elif tag == "textarea":
            self._text, self._typed = has.get("name", ""), []
        elif tag == "select":
            self._select, self._options = has.get("name", ""), []
            self._several = "multiple" in has
        elif tag == "option" and self._select is not None:
            self._options.append((has.get("value", ""), "selected" in has))

    @staticmethod
    def _input(form: Form, has: dict[str, str]) -> None:
        kind, name = has.get("type", "text"), has.get("name", "")
        if not name or kind in _NOT_SENT or (kind in _TICKED and "checked" not in has):
            return
        form.pairs.append((name, has.get("value", "on" if kind in _TICKED else "")))

    @staticmethod
    def _send(form: Form, name: str, value: str) -> None:
        if name:
            form.pairs.append((name, value))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._typed.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif self._form is None:
            return
        elif tag == "textarea" and self._text is not None:
            typed = "".join(self._typed).removeprefix("\r").removeprefix("\n")
            self._send(self._form, self._text, typed)
            self._text = None
        elif tag == "select" and self._select is not None:
            for value in self._chosen():
                self._send(self._form, self._select, value)
            self._select = None

    def _chosen(self) -> list[str]:
        chosen = [value for value, selected in self._options if selected]
        if not chosen and not self._several:
            return [value for value, _selected in self._options[:1]]
        return chosen


def form_with(page: str, name: str) -> Form:
    """The form of `page` that is posted and has a field called `name`. LookupError if none."""
    reader = _Reader()
    reader.feed(page)
    for form in reader.forms:
        if form.method == "post" and name in form:
            return form
    raise LookupError(f"no form on the page has {name}")
