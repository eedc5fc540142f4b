"""Everything at once, with 10,000 desks: how long, how large, and how much memory it takes.

Each file is made by a process of its own, of which the peak of the resident memory is read.
"""

from tools.bench import apart

FILES = ("/api/hsds/datapackage.zip", "/api/hsds/services.jsonl", "/api/kennis.json")


def run() -> None:
    print("\nExport: 10,000 desks with 30,000 contact details on SQLite; at most 150 MB each")
    calls = [
        ["manage.py", "migrate", "--verbosity", "0"],
        ["manage.py", "load_content"],
        ["fill"],
        *([address] for address in FILES),
    ]
    apart.in_turn("tools.bench.export_process", settings="tests.settings", calls=calls)


if __name__ == "__main__":
    run()
