"""The process that typesets: `python -m knowledge.pdf.child`, started by knowledge/pdf/process.py.

It reads a line of JSON for each document (kind, content, QR code), and answers with a line that
says how many bytes follow. It ends with its input, so whenever the process that started it ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from queue import SimpleQueue

from knowledge.pdf.compilation import face, pdf

MADE, FAILED = "made", "failed"
KINDS = {"pdf": pdf, "face": face}


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its input
    requests = SimpleQueue[bytes]()
    threading.Thread(target=_typeset, args=(requests,), daemon=True).start()
    for request in sys.stdin.buffer:
        requests.put(request)
    os._exit(0)  # in the middle of a document too: nobody waits for it


def _typeset(requests: SimpleQueue[bytes]) -> None:
    try:
        while True:
            state, answer = _answer(requests.get())
            sys.stdout.buffer.write(f"{state} {len(answer)}\n".encode() + answer)
            sys.stdout.buffer.flush()
    finally:
        os._exit(1)


def _answer(request: bytes) -> tuple[str, bytes]:
    kind, content, qr_svg = json.loads(request)
    try:
        return MADE, KINDS[kind](content, qr_svg)
    except Exception as error:
        return FAILED, f"{type(error).__name__}: {error}".encode()


if __name__ == "__main__":
    main()
