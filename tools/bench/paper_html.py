"""Renders a document as HTML with print styles, for the comparison with WeasyPrint."""

from html import escape

import segno

from knowledge.pdf.document import (
    Bars,
    Block,
    DeskList,
    DoAvoid,
    Document,
    Item,
    ItemList,
    Paragraph,
    PrintedDesk,
    Section,
    Table,
    WritingForm,
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


def items(lines: tuple[str, ...]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


def item(entry: Item) -> str:
    title = f"<b>{escape(entry.title)}</b>"
    parts = [escape(entry.lead), title, escape(entry.text), *map(escape, entry.more)]
    return f"<li>{' '.join(parts)}</li>"


def desk(row: PrintedDesk, first: bool) -> str:
    others = [other.title for other in row.others]
    texts = (row.hours, row.confirmed, row.ask, row.how, row.text, *row.notes, *others)
    number = f'<a href="{escape(row.uri)}">{escape(row.number)}</a>' if row.number else ""
    name = f"<b>{escape(row.name)}</b>"
    return (
        f'<div class="desk{" first" * first}">{number}{name} '
        f"<small>{' · '.join(escape(line) for line in texts if line)}</small></div>"
    )


def form(content: WritingForm) -> str:
    return "".join(
        f"<h3>{escape(one.title)}</h3><p>{escape(one.text)}</p>" for one in content.items
    )


def drawn(content: Table | Bars) -> str:
    if isinstance(content, Bars):
        return "".join(f"<p>{escape(bar.name)}: {escape(bar.figure)}</p>" for bar in content.bars)
    cells = [row.cells for group in content.groups for row in group.rows]
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in cells)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def block(content: Block) -> str:
    if isinstance(content, Paragraph):
        return f"<p>{escape(content.text)}</p>"
    if isinstance(content, ItemList):
        css_class = "columns" if content.columns else ""
        return f'<ul class="{css_class}">{"".join(item(entry) for entry in content.items)}</ul>'
    if isinstance(content, DoAvoid):
        sides = "".join(
            f"<div><ul>{items(side)}</ul></div>" for side in (content.do, content.avoid)
        )
        title = f"<h3>{escape(content.title)}</h3>"
        return f'{title}<p>{escape(content.text)}</p><div class="pair">{sides}</div>'
    if isinstance(content, DeskList):
        return "".join(desk(row, content.first and i == 0) for i, row in enumerate(content.desks))
    if isinstance(content, Table | Bars):
        return drawn(content)
    return form(content) if isinstance(content, WritingForm) else "<p>&nbsp;</p>" * content.lines


def section(content: Section) -> str:
    return f"<h2>{escape(content.title)}</h2>{''.join(map(block, content.blocks))}"


def html(document: Document) -> str:
    code = segno.make_qr(document.address).svg_data_uri(border=0)
    sources = "".join(
        f'<li id="source-{source.number}">{escape(source.text)} '
        f'<a href="{escape(source.url)}">{escape(source.url)}</a></li>'
        for source in document.sources
    )
    return (
        f'<!doctype html><html lang="{document.language}"><title>{escape(document.title)}</title>'
        f'<img src="{code}" alt="{escape(document.labels.scan_alt)}">'
        f"<p>{escape(document.site)} · {escape(document.kicker)}</p>"
        f"<h1>{escape(document.title)}</h1><p>{escape(document.introduction)}</p>"
        f'<p class="notice">{escape(document.notice)}</p>'
        f"{''.join(map(section, document.sections))}"
        f'<h2>{escape(document.labels.sources)}</h2><ol class="sources">{sources}</ol>'
        f"{''.join(f'<small>{escape(line)}</small>' for line in document.closing)}</html>"
    )
