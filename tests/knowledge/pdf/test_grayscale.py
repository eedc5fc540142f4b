"""Pictures of pages in sixteen greys, read back with another library."""

import struct
import zlib

import pytest

from knowledge.pdf.grayscale import SIGNATURE, in_sixteen_greys, size_of

WIDTH, HEIGHT = 5, 4  # an odd width: two pixels a byte
COLOURS = [[(x * 50, y * 60, (x * y * 20) % 256, 255) for x in range(WIDTH)] for y in range(HEIGHT)]


def chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def png(kind: int) -> bytes:
    """The colours with one filter for all rows."""
    rows, before = [], bytes(WIDTH * 4)
    for colours in COLOURS:
        row = bytes(channel for colour in colours for channel in colour)
        rows.append(bytes([kind]) + filtered(kind, row, before))
        before = row
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 6, 0, 0, 0)
    data = zlib.compress(b"".join(rows))
    half = len(data) // 2  # data may come in several chunks
    chunks = [(b"IHDR", header), (b"IDAT", data[:half]), (b"IDAT", data[half:]), (b"IEND", b"")]
    return SIGNATURE + b"".join(chunk(*one) for one in chunks)


def filtered(kind: int, row: bytes, before: bytes) -> bytes:
    made = bytearray()
    for i, value in enumerate(row):
        left, corner = (row[i - 4], before[i - 4]) if i >= 4 else (0, 0)
        above = before[i]
        estimate = left + above - corner
        distances = [
            (abs(estimate - one), order) for order, one in enumerate((left, above, corner))
        ]
        nearest = (left, above, corner)[min(distances)[1]]
        predicted = [0, left, above, (left + above) // 2, nearest][kind]
        made.append((value - predicted) & 255)
    return bytes(made)


def greys(picture: bytes) -> list[list[int]]:
    start = picture.index(b"IDAT")
    (length,) = struct.unpack(">I", picture[start - 4 : start])
    data = zlib.decompress(picture[start + 4 : start + 4 + length])
    stride = 1 + (WIDTH + 1) // 2
    rows = [data[y * stride + 1 : (y + 1) * stride] for y in range(HEIGHT)]
    return [[level for byte in row for level in (byte >> 4, byte & 15)][:WIDTH] for row in rows]


@pytest.mark.parametrize("kind", range(5))
def test_every_way_of_storing_a_row_gives_the_same_greys(kind):
    picture = in_sixteen_greys(png(kind))
    assert size_of(picture) == (WIDTH, HEIGHT)
    expected = [
        [(299 * r + 587 * g + 114 * b) // 1000 // 16 for r, g, b, _a in row] for row in COLOURS
    ]
    assert greys(picture) == expected
