"""Message catalogue: extracts messages from code and templates, and compiles the Dutch ones.

    python -m tools.messages            update portal/locale from the code, and compile it
    python -m tools.messages --check    exit 1 when a translation is missing or stale

Messages in code and templates are English; portal/locale/nl contains the Dutch. Uses Babel, so that
gettext need not be installed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("portal", "knowledge", "referrals", "templates")
PO = ROOT / "portal/locale/nl/LC_MESSAGES/django.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2)}


def sources() -> Iterator[tuple[str, str]]:
    """Path of each file with messages, and its content as Python."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix in (".html", ".txt"):
                yield name, templatize(path.read_text(), origin=name)
            elif path.suffix == ".py" and "migrations" not in path.parts:
                yield name, path.read_text()


def extracted() -> Catalog:
    """All messages marked for translation in code and templates."""
    catalog = Catalog(project="Verwijswijzer", charset="utf-8")
    for name, code in sources():
        messages = extract("python", io.BytesIO(code.encode()), KEYWORDS)
        for _line, message, _comments, context in messages:
            catalog.add(message, locations=[(name, 0)], context=context)
    return catalog


def current() -> Catalog:
    """The present Dutch catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="nl", charset="utf-8")


def as_po(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(
        buffer, catalog, width=95, sort_output=True, include_lineno=False, ignore_obsolete=True
    )
    return buffer.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def catalogue_problems() -> list[str]:
    """Problems of the Dutch catalogue, one sentence each."""
    used = {(message.context, message.id) for message in extracted() if message.id}
    existing = {(message.context, message.id): message for message in current() if message.id}
    problems = [f"not in the catalogue: {key[1]!r}" for key in used - existing.keys()]
    problems += [f"no longer used: {key[1]!r}" for key in existing.keys() - used]
    for key, message in existing.items():
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if not all(texts) or message.fuzzy:
            problems.append(f"no Dutch for: {key[1]!r}")
    mo = PO.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != as_mo(current()):
        problems.append("django.mo is not made from this django.po: run `make messages`")
    return sorted(problems)


def update() -> None:
    """Update the catalogue with all messages, and compile it."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalog = current() if PO.exists() else Catalog(locale="nl", project="Verwijswijzer")
    catalog.update(extracted(), no_fuzzy_matching=True)
    PO.write_bytes(as_po(catalog))
    PO.with_suffix(".mo").write_bytes(as_mo(current()))


def main() -> int:
    settings.configure(USE_I18N=True)
    if "--check" not in sys.argv[1:]:
        update()
        return 0
    problems = catalogue_problems()
    print("\n".join(problems) or "Every text on screen has its Dutch.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
