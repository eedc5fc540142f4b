"""Paper: the same sheets by typst, which the portal uses, and by WeasyPrint from HTML.

Twenty different sheets, in turn, after both have made one; memory in a process of its own:

    python -m tools.bench.paper typst
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from knowledge.pdf.document import Document
from knowledge.pdf.typesetting import FONTS, render_pdf
from tests.knowledge.pdf.samples import different
from tools.bench.paper_html import FACES, STYLE, html

try:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
except (ImportError, OSError) as problem:  # OSError: the system lacks Pango
    weasyprint = None
    MISSING = str(problem).splitlines()[0]

SHEETS = 20
MANY = 200
STATUS = Path("/proc/self/status")


def by_weasyprint() -> Callable[[Document], bytes]:
    """Makes a PDF from HTML; fonts and styles are read once, as a server would."""
    fonts = FontConfiguration()
    style = weasyprint.CSS(string=FACES + STYLE, font_config=fonts, base_url=f"{FONTS}/")

    def made(document: Document) -> bytes:
        page = weasyprint.HTML(string=html(document))
        return bytes(page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"))

    return made


def makers() -> dict[str, Callable[[Document], bytes]]:
    return {"typst": render_pdf, **({"weasyprint": by_weasyprint()} if weasyprint else {})}


def milliseconds(make: Callable[[Document], bytes], document: Document) -> float:
    begun = time.perf_counter()
    make(document)
    return (time.perf_counter() - begun) * 1000


def peak() -> float:
    """The most memory this process has had, in MB."""
    if STATUS.exists():  # ru_maxrss of Linux begins with what the parent process had
        return int(STATUS.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(name: str) -> str:
    """MB before the first PDF and after many, of a fresh process."""
    command = [sys.executable, "-m", "tools.bench.paper", name]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def run() -> None:
    warm, *sheets = different(SHEETS + 1)
    makes = makers()
    for make in makes.values():
        make(warm)
    times: dict[str, list[float]] = {name: [] for name in makes}
    for sheet in sheets:
        for name, make in makes.items():
            times[name].append(milliseconds(make, sheet))
    print(f"\n{SHEETS} different sheets of two pages; memory over {MANY}")
    print(f"{'by':<18}{'median ms':>10}{'p95 ms':>10}  peak memory")
    for name, taken in times.items():
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(
            f"{name + ' ' + version(name):<18}{statistics.median(taken):>10.1f}{p95:>10.1f}"
            f"  {growth(name)}"
        )
    if weasyprint:
        slow, fast = (statistics.median(times[name]) for name in ("weasyprint", "typst"))
        print(f"weasyprint takes {slow / fast:.1f} times as long")
    else:
        print(f"no comparison with WeasyPrint: {MISSING}")


def remember(name: str) -> None:
    """Print what `growth` passes on."""
    make = makers()[name]
    sheets = different(MANY)
    before = peak()
    for sheet in sheets:
        make(sheet)
    print(f"{before:.0f} MB before the first, {peak() - before:+.0f} MB after {MANY}")


if __name__ == "__main__":
    remember(sys.argv[1]) if sys.argv[1:] else run()
