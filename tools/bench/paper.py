"""PDF: the same sheets by typst, which the portal uses, and by WeasyPrint from HTML.

Twenty different sheets, alternately, after a warm-up; memory in a process of its own:

    python -m tools.bench.paper typst
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from knowledge.pdf.document import Document
from knowledge.pdf.paths import FONTS
from knowledge.pdf.typesetting import render_pdf
from tests.knowledge.pdf.samples import different
from tools.bench.paper_html import FACES, STYLE, html

try:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
except (ImportError, OSError) as problem:  # OSError: the system lacks Pango
    weasyprint = None
    MISSING = str(problem).splitlines()[0]

SHEETS = 20
MEMORY_SHEETS = 200
STATUS = Path("/proc/self/status")


def weasyprint_renderer() -> Callable[[Document], bytes]:
    """Renderer that loads fonts and styles once, as a server would."""
    fonts = FontConfiguration()
    style = weasyprint.CSS(string=FACES + STYLE, font_config=fonts, base_url=f"{FONTS}/")

    def render(document: Document) -> bytes:
        page = weasyprint.HTML(string=html(document))
        return bytes(page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"))

    return render


def renderers() -> dict[str, Callable[[Document], bytes]]:
    return {"typst": render_pdf, **({"weasyprint": weasyprint_renderer()} if weasyprint else {})}


def milliseconds(render: Callable[[Document], bytes], document: Document) -> float:
    started = time.perf_counter()
    render(document)
    return (time.perf_counter() - started) * 1000


def peak() -> float:
    """Peak resident memory of this process and of the one that typesets for it, in MB."""
    if STATUS.exists():  # on Linux ru_maxrss starts at the value of the parent process
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        statuses = [STATUS, *(Path("/proc", child, "status") for child in children)]
        texts = [status.read_text() for status in statuses]
        return sum(int(text.split("VmHWM:")[1].split()[0]) for text in texts) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory_of(name: str) -> str:
    """Memory before the first PDF and after many, of a fresh process."""
    command = [sys.executable, "-m", "tools.bench.paper", name]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def run() -> None:
    warm_up, *sheets = different(SHEETS + 1)
    by_name = renderers()
    for render in by_name.values():
        render(warm_up)
    times: dict[str, list[float]] = {name: [] for name in by_name}
    for sheet in sheets:
        for name, render in by_name.items():
            times[name].append(milliseconds(render, sheet))
    print(f"\n{SHEETS} different sheets of two pages; memory over {MEMORY_SHEETS}")
    print(f"{'by':<18}{'median ms':>10}{'p95 ms':>10}  peak memory")
    for name, samples in times.items():
        p95 = statistics.quantiles(samples, n=20)[-1]
        print(
            f"{name + ' ' + version(name):<18}{statistics.median(samples):>10.1f}{p95:>10.1f}"
            f"  {memory_of(name)}"
        )
    if weasyprint:
        slow, fast = (statistics.median(times[name]) for name in ("weasyprint", "typst"))
        print(f"weasyprint takes {slow / fast:.1f} times as long")
    else:
        print(f"no comparison with WeasyPrint: {MISSING}")


def print_memory(name: str) -> None:
    """Print the line that `memory_of` reads."""
    render = renderers()[name]
    sheets = different(MEMORY_SHEETS)
    before = peak()
    for sheet in sheets:
        render(sheet)
    print(f"{before:.0f} MB before the first, {peak() - before:+.0f} MB after {MEMORY_SHEETS}")


if __name__ == "__main__":
    print_memory(sys.argv[1]) if sys.argv[1:] else run()
