from portal.backups.pg_script import Rows, SequenceValue, statements

SCRIPT = b"""--
\\restrict abc
SET client_encoding = 'UTF8';
COPY public.cache (cache_key, value, expires) FROM stdin;
\\.


COPY public."Odd ""table" (id, "order") FROM stdin;
1\tCOPY public.cache (a) FROM stdin;
2\tSELECT pg_catalog.setval('public.x', 1, true);
\\.


SELECT pg_catalog.setval('public.cache_id_seq', 17, true);
SELECT pg_catalog.setval('public.unused_id_seq', 1, false);
"""


def test_a_script_is_taken_apart_and_rows_are_never_read_as_commands():
    found = []
    for one in statements(iter(SCRIPT.splitlines(keepends=True))):
        found.append((one.table, one.columns, list(one.lines)) if isinstance(one, Rows) else one)
    assert found == [
        ("cache", "cache_key, value, expires", []),
        (
            'Odd "table',
            'id, "order"',
            [
                b"1\tCOPY public.cache (a) FROM stdin;\n",
                b"2\tSELECT pg_catalog.setval('public.x', 1, true);\n",
            ],
        ),
        SequenceValue("cache_id_seq", 17),
    ]
