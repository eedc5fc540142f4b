"""Sample documents for tests and benchmarks, with texts of the shipped content."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

import yaml

from knowledge.pdf.document import (
    Block,
    DeskList,
    DoAvoid,
    Document,
    Item,
    ItemList,
    Labels,
    Layout,
    Marks,
    Paragraph,
    PrintedDesk,
    Section,
    SourceLine,
    WritingSpace,
)
from tests.paths import ROOT

CONTENT = ROOT / "knowledge" / "content"

DUTCH = Labels(
    sources="Bronnen",
    listed="De bronnen staan op de pagina achter de code.",
    restricted="alleen voor ingelogde professionals",
    do="Doe dit wel",
    avoid="Doe dit niet",
    page="pagina {number} van {total}",
    dates="Gedrukt op 22 november 2026. Inhoud nog niet bekeken. Controleer na 20 februari 2027.",
    version="Versie K7F-2QX",
    scan="Scan voor de nieuwste versie",
    scan_alt="QR-code naar de nieuwste versie van dit blad",
    inside="De inhoud staat aan de binnenkant.",
)
ENGLISH = Labels(
    sources="Sources",
    listed="The sources are on the page behind the code.",
    restricted="only for professionals who are signed in",
    do="Do",
    avoid="Avoid",
    page="page {number} of {total}",
    dates="Printed on 22 November 2026. Content not yet reviewed. Check after 20 February 2027.",
    version="Version K7F-2QX",
    scan="Scan for the latest version",
    scan_alt="QR code to the latest version of this sheet",
    inside="The content is on the inside.",
)
TEXTS = {
    "nl": {
        "title": "Vermoedt u dat een jongen seksueel wordt uitgebuit?",
        "neutral": "Informatie voor professionals",
        "kicker": "Voor het onderwijs · regio Zeeland-West-Brabant",
        "introduction": "U hoeft niets zeker te weten. Op dit blad staat wat u kunt zien, wat u "
        "doet en wie u belt. Twee minuten lezen is genoeg om te beginnen.",
        "notice": "Is hij nu in gevaar? Bel 112.",
        "call": "Wie u belt",
        "signals": "Waaraan u het kunt merken",
        "guidance": "Zo doet u het",
        "law": "De wet",
        "own": "Nummers in uw eigen organisatie",
        "always": "dag en nacht",
        "unconfirmed": "nog niet bevestigd door de organisatie",
        "confirmed": "bevestigd in oktober 2026",
        "ask": "Vraag naar de AVIM.",
        "how": "Bel en zeg dat u advies wilt. U hoeft zijn naam niet te noemen.",
        "closing": "Gemaakt met Verwijswijzer. Klopt er iets niet? Meld het op de site.",
    },
    "en": {
        "title": "Do you suspect that a boy is being sexually exploited?",
        "neutral": "Information for professionals",
        "kicker": "For education · region Zeeland-West-Brabant",
        "introduction": "You need not be certain. This sheet says what you may notice, what to do "
        "and whom to call. Two minutes of reading is enough to begin.",
        "notice": "Is he in danger now? Call 112.",
        "call": "Whom to call",
        "signals": "What you may notice",
        "guidance": "How to go about it",
        "law": "The law",
        "own": "Numbers within your own organisation",
        "always": "day and night",
        "unconfirmed": "not yet confirmed by the organisation",
        "confirmed": "confirmed in October 2026",
        "ask": "Ask for the AVIM.",
        "how": "Call and say that you want advice. You need not give his name.",
        "closing": "Made with Verwijswijzer. Is anything wrong? Report it on the site.",
    },
}
NUMBERS = (
    ("Veilig Thuis", "0800-2000", "tel:+318002000"),
    ("Politie, vraag naar de AVIM", "0900-8844", "tel:+319008844"),
    ("CoMensha", "033 448 11 86", "tel:+31334481186"),
    ("Centrum Seksueel Geweld", "0800-0188", "tel:+318000188"),
    ("Helpwanted", "020-261 52 75", "tel:+31202615275"),
    ("Meld Misdaad Anoniem", "0800-7000", "tel:+318007000"),
    ("Lumens, Expertisecentrum Mensenhandel", "040 219 3388", "tel:+31402193388"),
    ("SHOP Den Haag", "070-361 47 47", "tel:+31703614747"),
    ("Noodnummer", "112", "tel:112"),
)
CHAT = PrintedDesk(name="Chat met Fier", number="chatmetfier.nl", uri="https://chatmetfier.nl")


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load((CONTENT / f"{name}.yaml").read_text()))


def lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line)


def desks(language: str, count: int = 10) -> tuple[PrintedDesk, ...]:
    texts = TEXTS[language]
    phones = [
        PrintedDesk(
            name=name,
            number=number,
            uri=uri,
            is_phone=True,
            hours=texts["always"] if number.startswith("0800") else "",
            confirmed=texts["unconfirmed"] if i else texts["confirmed"],
            is_confirmed=i == 0,
            ask=texts["ask"] if number.startswith("0900") else "",
        )
        for i, (name, number, uri) in enumerate(NUMBERS)
    ]
    return (*phones, CHAT)[:count]


def first(language: str) -> tuple[PrintedDesk, ...]:
    texts = TEXTS[language]
    return (replace(desks(language)[0], how=texts["how"]), *desks(language)[1:5])


def signals(language: str, count: int, skip: int = 0) -> tuple[Item, ...]:
    return tuple(
        Item(title=row["name"][language]) for row in islice(rows("signals"), skip, skip + count)
    )


def guidance(language: str, count: int, skip: int = 0) -> tuple[Block, ...]:
    return tuple(
        DoAvoid(
            title=row["title"][language],
            text=row["summary"][language].strip(),
            do=lines(row["do"][language]),
            avoid=lines(row["avoid"][language]),
        )
        for row in islice(rows("guidance"), skip, skip + count)
    )


def law(language: str, count: int) -> tuple[Item, ...]:
    return tuple(
        Item(
            title=row["title"][language],
            lead=f"art. {row['number']} {row['law']}",
            text=row["summary"][language].strip(),
            marks=Marks(restricted=i == 1),
        )
        for i, row in enumerate(islice(rows("legal_articles"), count))
    )


def sources(count: int) -> tuple[SourceLine, ...]:
    return tuple(
        SourceLine(number=i, text=f"{row['publisher']}, {row['title']}.", url=row.get("url", ""))
        for i, row in enumerate(islice(rows("sources"), count), start=1)
    )


def sheet(language: str = "nl", skip: int = 0) -> Document:
    """A factsheet of two pages; a different `skip` gives other signals and guidance."""
    texts = TEXTS[language]
    short = ItemList(signals(language, 15, skip), columns=True)
    return Document(
        language=language,
        title=texts["title"],
        neutral_title=texts["neutral"],
        site="Verwijswijzer",
        labels=DUTCH if language == "nl" else ENGLISH,
        kicker=texts["kicker"],
        introduction=texts["introduction"],
        notice=texts["notice"],
        sections=(
            Section("call", texts["call"], (DeskList(first(language), first=True),)),
            Section("signals", texts["signals"], (short,)),
            Section("guidance", texts["guidance"], guidance(language, 3, skip)),
            Section("law", texts["law"], (ItemList(law(language, 4)),)),
            Section("own", texts["own"], (WritingSpace(3),)),
        ),
        sources=sources(8),
        address=f"https://verwijswijzer.example/factsheets/onderwijs/?blad={skip}",
        closing=(texts["closing"],),
    )


def card(language: str = "nl", count: int = 10) -> Document:
    texts = TEXTS[language]
    return replace(
        sheet(language),
        title={"nl": "Wie kun je bellen?", "en": "Who can you call?"}[language],
        introduction="",
        kicker="",
        sections=(Section("numbers", texts["call"], (DeskList(desks(language, count)),)),),
        sources=sources(4),
        layout=Layout.CARD,
    )


def different(count: int) -> list[Document]:
    """Distinct sheets, as successive visitors would request them."""
    made = []
    for i in range(count):
        document = sheet("nl" if i % 2 == 0 else "en", skip=i % 9)
        paragraph = Paragraph(f"Blad {i}: " + " ".join(f"woord{i}x{k}" for k in range(60)))
        made.append(
            replace(
                document, sections=(Section("own", f"Blad {i}", (paragraph,)), *document.sections)
            )
        )
    return made


def plain(text: str, **fields: Any) -> Document:
    """Minimal document: one section with `text` in a paragraph."""
    made = replace(sheet(), introduction="", notice="", sources=(), address="", closing=())
    return replace(made, sections=(Section("text", "Kop", (Paragraph(text),)),), **fields)
