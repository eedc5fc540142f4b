"""A document as plain HTML with simple print styles, for the comparison with WeasyPrint."""

from html import escape as plain

import segno

from knowledge.pdf.document import (
    Block,
    DeskList,
    DoAvoid,
    Document,
    Item,
    ItemList,
    Marks,
    Paragraph,
    PrintedDesk,
    Section,
)

FACES = "".join(
    f"@font-face {{ font-family: Atkinson; font-weight: {weight};"
    f" src: url(AtkinsonHyperlegible-{name}.ttf); }}\n"
    for weight, name in ((400, "Regular"), (700, "Bold"))
)
STYLE = """
@page { size: A4; margin: 12.5mm 14mm 19mm;
  @bottom-left { content: string(title); font: 7.4pt Atkinson; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 7.4pt Atkinson; } }
body { font: 9.5pt/1.4 Atkinson; color: #17262b; }
h1 { font-size: 2.1em; string-set: title content(); margin: 0; }
h2 { font-size: 1.3em; color: #083d46; margin: 0.8em 0 0.3em; }
h3 { font-size: 1.08em; margin: 0.6em 0 0.2em; }
h1, h2, h3 { break-after: avoid; }
p, ul, ol { margin: 0.3em 0; padding-left: 1em; }
p { padding: 0; }
img { float: right; width: 20mm; }
.columns { columns: 3; }
.notice { border: 1pt solid #b3261e; color: #b3261e; font-weight: bold; padding: 0.5em; }
.pair { display: flex; gap: 6mm; }
.pair div { flex: 1; border-left: 2pt solid #1c6b3c; padding-left: 0.8em; }
.desk { border-top: 0.5pt solid #d9d5cb; padding: 0.3em 0; break-inside: avoid; }
.desk a { float: right; font-size: 1.5em; font-weight: bold; color: #083d46; }
.first { border: 1.2pt solid #0c5460; padding: 1em; }
.first a { float: none; display: block; font-size: 3em; }
.sources { columns: 2; font-size: 7.6pt; }
small { color: #4b5a5f; }
"""


def marked(marks: Marks) -> str:
    numbers = ", ".join(f'<a href="#source-{n}">{n}</a>' for n in marks.sources)
    return f" <small>[{numbers}]</small>" if numbers else ""


def items(lines: tuple[str, ...]) -> str:
    return "".join(f"<li>{plain(line)}</li>" for line in lines)


def item(one: Item) -> str:
    parts = [plain(one.lead), f"<b>{plain(one.title)}</b>{marked(one.marks)}", plain(one.text)]
    return f"<li>{' '.join([*parts, *map(plain, one.more)])}</li>"


def desk(one: PrintedDesk, first: bool) -> str:
    others = [other.title for other in one.others]
    said = (one.hours, one.confirmed, one.ask, one.how, one.text, *one.notes, *others)
    number = f'<a href="{plain(one.uri)}">{plain(one.number)}</a>' if one.number else ""
    return (
        f'<div class="desk{" first" * first}">{number}<b>{plain(one.name)}</b>{marked(one.marks)} '
        f"<small>{' · '.join(plain(line) for line in said if line)}</small></div>"
    )


def block(one: Block) -> str:
    if isinstance(one, Paragraph):
        return f"<p>{plain(one.text)}{marked(one.marks)}</p>"
    if isinstance(one, ItemList):
        look = "columns" if one.columns else ""
        return f'<ul class="{look}">{"".join(item(each) for each in one.items)}</ul>'
    if isinstance(one, DoAvoid):
        sides = "".join(f"<div><ul>{items(side)}</ul></div>" for side in (one.do, one.avoid))
        title = f"<h3>{plain(one.title)}{marked(one.marks)}</h3>"
        return f'{title}<p>{plain(one.text)}</p><div class="pair">{sides}</div>'
    if isinstance(one, DeskList):
        return "".join(desk(each, one.first and i == 0) for i, each in enumerate(one.desks))
    return "<p>&nbsp;</p>" * one.lines


def section(one: Section) -> str:
    return f"<h2>{plain(one.title)}</h2>{''.join(map(block, one.blocks))}"


def html(document: Document) -> str:
    code = segno.make_qr(document.address).svg_data_uri(border=0)
    sources = "".join(
        f'<li id="source-{one.number}">{plain(one.text)} '
        f'<a href="{plain(one.url)}">{plain(one.url)}</a></li>'
        for one in document.sources
    )
    return (
        f'<!doctype html><html lang="{document.language}"><title>{plain(document.title)}</title>'
        f'<img src="{code}" alt="{plain(document.labels.scan_alt)}">'
        f"<p>{plain(document.site)} · {plain(document.kicker)}</p>"
        f"<h1>{plain(document.title)}</h1><p>{plain(document.introduction)}</p>"
        f'<p class="notice">{plain(document.notice)}</p>'
        f"{''.join(map(section, document.sections))}"
        f'<h2>{plain(document.labels.sources)}</h2><ol class="sources">{sources}</ol>'
        f"{''.join(f'<small>{plain(line)}</small>' for line in document.closing)}</html>"
    )
