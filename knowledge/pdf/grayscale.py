"""Small PNG files: an RGBA picture from typst again in sixteen greys."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = 4
_LEVELS = bytes(level // 16 for level in range(256))


def in_sixteen_greys(png: bytes) -> bytes:
    """`png` (eight-bit RGBA on white, not interlaced) with four bits a pixel."""
    chunks = list(_chunks(png))
    width, height = struct.unpack(">II", chunks[0][1][:8])
    data = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    rows = b"".join(b"\0" + _packed(row) for row in _rows(data, width * CHANNELS, height))
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in parts)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def _packed(row: bytearray) -> bytes:
    """Two pixels a byte; the ordinary weights of red, green and blue."""
    channels = zip(row[0::CHANNELS], row[1::CHANNELS], row[2::CHANNELS], strict=True)
    greys = [
        _LEVELS[(299 * red + 587 * green + 114 * blue) // 1000] for red, green, blue in channels
    ]
    if len(greys) % 2:
        greys.append(0)
    return bytes(high << 4 | low for high, low in zip(greys[0::2], greys[1::2], strict=True))


def _rows(data: bytes, length: int, count: int) -> Iterator[bytearray]:
    """The rows without the filter that each was stored with (section 9 of the PNG standard)."""
    before = bytearray(length)
    for start in range(0, count * (length + 1), length + 1):
        row = bytearray(data[start + 1 : start + 1 + length])
        _unfilter(data[start], row, before)
        yield row
        before = row


def _unfilter(kind: int, row: bytearray, before: bytearray) -> None:
    if kind == 0:
        return
    for i in range(len(row)):
        left = row[i - CHANNELS] if i >= CHANNELS else 0
        corner = before[i - CHANNELS] if i >= CHANNELS else 0
        row[i] = (row[i] + _predicted(kind, left, before[i], corner)) & 255


def _predicted(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 2:
        return above
    if kind == 3:
        return (left + above) // 2
    return min(left, above, corner, key=lambda value: abs(left + above - corner - value))
