"""Downloads of all data with 10,000 desks: duration, size and memory.

Each file is generated in a process of its own, to measure its peak resident memory.
"""

from tools.bench import isolated

FILES = ("/api/hsds/datapackage.zip", "/api/hsds/services.jsonl", "/api/kennis.json")


def run() -> None:
    print("\nExport: 10,000 desks with 30,000 contact details on SQLite; at most 150 MB each")
    steps = [
        ["manage.py", "migrate", "--verbosity", "0"],
        ["manage.py", "load_content"],
        ["fill"],
        *([address] for address in FILES),
    ]
    isolated.run_steps("tools.bench.export_process", settings="tests.settings", steps=steps)


if __name__ == "__main__":
    run()
