"""Detection of whole, partial and lost edits in a database."""

import sqlite3
from contextlib import closing

import pytest

from tools.drill.editing import saved_edits

TEXTS = "name_nl, name_en, summary_nl, summary_en"
TABLES = f"""
    CREATE TABLE knowledge_service (id, {TEXTS});
    CREATE TABLE knowledge_contactdetail (service_id, label_nl, label_en);
    CREATE TABLE knowledge_historicalservice ({TEXTS}, history_change_reason);
    CREATE TABLE knowledge_historicalcontactdetail (label_nl, label_en);
"""


@pytest.fixture
def edits_in(tmp_path):
    """The edits edits_in in a database with these history entries and this current desk."""

    def create(desks=(), details=(), now=None):
        with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as connection, connection:
            connection.executescript(TABLES)
            insert = "INSERT INTO knowledge_historical"
            connection.executemany(f"{insert}service VALUES (?, ?, ?, ?, ?)", desks)
            connection.executemany(f"{insert}contactdetail VALUES (?, ?)", details)
            if now:
                connection.execute("INSERT INTO knowledge_service VALUES (1, ?, ?, ?, ?)", now[:4])
                connection.execute("INSERT INTO knowledge_contactdetail VALUES (1, ?, ?)", now[4:])
        return saved_edits({"DATABASE_URL": "", "DATA_DIR": str(tmp_path)}, "p-")

    return create


def test_a_whole_edit_is_whole_and_one_that_is_nowhere_is_lost(edits_in):
    edits = edits_in([["p-1"] * 5, ["Fier"] * 5], [["p-1"] * 2, ["", None]], now=["p-1"] * 6)
    assert (edits.whole, edits.half, edits.now, edits.mixed) == ({"p-1"}, set(), {"p-1"}, 0)
    assert edits.lost(["p-1", "p-2"]) == 1


@pytest.mark.parametrize(
    ("desks", "details"),
    [
        ([["p-1"] * 5], []),
        ([], [["p-1"] * 2]),
        ([["p-1"] * 4 + ["Fier"]], [["p-1"] * 2]),
        ([["p-1"] * 5], [["p-1", ""]]),
    ],
)
def test_what_is_not_everywhere_is_half(edits_in, desks, details):
    edits = edits_in(desks, details)
    assert (edits.whole, edits.half) == (set(), {"p-1"})


def test_a_desk_of_two_edits_is_mixed(edits_in):
    assert edits_in(now=["p-1"] * 4 + ["p-2"] * 2).mixed == 1
