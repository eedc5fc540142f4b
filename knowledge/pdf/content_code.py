"""A short code for what a document says: the same code on paper and on screen, the same content."""

import hashlib
import json
from dataclasses import asdict

from knowledge.pdf.document import Document

_SAFE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
_LENGTH = 6


def content_code(document: Document) -> str:
    """Two groups of three letters or digits that change when a word of the content changes.

    The day on which it is made and the address do not count.
    """
    content = asdict(document)
    for name in ("words", "address", "neutral_title"):
        del content[name]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    letters = ""
    for _place in range(_LENGTH):
        number, rest = divmod(number, len(_SAFE))
        letters += _SAFE[rest]
    return f"{letters[:3]}-{letters[3:]}"
