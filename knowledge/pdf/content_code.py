"""Version code of a document: equal codes on paper and on screen mean equal content."""

import hashlib
import json
from dataclasses import asdict

from knowledge.pdf.document import Document

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no look-alikes
_LENGTH = 6


def content_code(document: Document) -> str:
    """Code such as "K7F-2QX", derived from the SHA-256 of the content.

    Labels (so the date), address and neutral title do not count.
    """
    content = asdict(document)
    for name in ("labels", "address", "neutral_title"):
        del content[name]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    letters = ""
    for _position in range(_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[rest]
    return f"{letters[:3]}-{letters[3:]}"
