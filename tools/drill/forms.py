"""Parses the forms of a page into the data that a browser would submit."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_NOT_SENT = {"submit", "button", "image", "reset", "file"}
_CHECKABLE = {"checkbox", "radio"}
Pairs = list[tuple[str, str]]
Attributes = list[tuple[str, str | None]]


@dataclass(slots=True)
class Form:
    """The data of an untouched form. `action` is empty for the URL of the page itself."""

    method: str
    action: str
    pairs: Pairs = field(default_factory=list)

    def __contains__(self, name: str) -> bool:
        return any(name == other for other, _value in self.pairs)

    def filled(self, **changes: str) -> Pairs:
        """The data with other values. Raises KeyError for a field that the form does not have."""
        if missing := [name for name in changes if name not in self]:
            raise KeyError(f"the form attributes no {', '.join(missing)}")
        return [(name, changes.get(name, value)) for name, value in self.pairs]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._multiple = False
        self._text: str | None = None
        self._text_parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(attributes.get("method", "get").lower(), attributes.get("action", ""))
            self.forms.append(self._form)
        elif self._form is None or "disabled" in attributes:
            return
        elif tag == "input":
            self._input(self._form, attributes)
        elif tag == "textarea":
            self._text, self._text_parts = attributes.get("name", ""), []
        elif tag == "select":
            self._select, self._options = attributes.get("name", ""), []
            self._multiple = "multiple" in attributes
        elif tag == "option" and self._select is not None:
            self._options.append((attributes.get("value", ""), "selected" in attributes))

    @staticmethod
    def _input(form: Form, attributes: dict[str, str]) -> None:
        input_type, name = attributes.get("type", "text"), attributes.get("name", "")
        unchecked = input_type in _CHECKABLE and "checked" not in attributes
        if not name or input_type in _NOT_SENT or unchecked:
            return
        form.pairs.append((name, attributes.get("value", "on" if input_type in _CHECKABLE else "")))

    @staticmethod
    def _send(form: Form, name: str, value: str) -> None:
        if name:
            form.pairs.append((name, value))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text_parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif self._form is None:
            return
        elif tag == "textarea" and self._text is not None:
            text = "".join(self._text_parts).removeprefix("\r").removeprefix("\n")
            self._send(self._form, self._text, text)
            self._text = None
        elif tag == "select" and self._select is not None:
            for value in self._selected_values():
                self._send(self._form, self._select, value)
            self._select = None

    def _selected_values(self) -> list[str]:
        selected_values = [value for value, selected in self._options if selected]
        if not selected_values and not self._multiple:
            return [value for value, _selected in self._options[:1]]
        return selected_values


def form_with(page: str, name: str) -> Form:
    """The POST form of `page` with a field `name`. Raises LookupError when there is none."""
    reader = _Reader()
    reader.feed(page)
    for form in reader.forms:
        if form.method == "post" and name in form:
            return form
    raise LookupError(f"no form on the page attributes {name}")
