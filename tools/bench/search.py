"""Search: how well it finds what professionals type, beside django-modelsearch on the same
documents; and its speed and memory with 10,000 generated entries.
"""

from importlib.metadata import version

from tools.bench import apart


def run() -> None:
    ours, theirs = version("tantivy"), version("modelsearch")
    print(f"\nSearch: tantivy {ours}; django-modelsearch {theirs} on SQLite's FTS5")
    calls = [
        ["manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
        ["manage.py", "load_content"],
        ["judged"],
        ["generated"],
        ["large"],  # a process that held nothing before
    ]
    apart.in_turn("tools.bench.search_process", settings="tools.bench.rival.settings", calls=calls)


if __name__ == "__main__":
    run()
