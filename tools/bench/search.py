"""Search: relevance for queries of professionals, compared with django-modelsearch on the same
documents; speed and memory with 10,000 synthetic entries.
"""

from importlib.metadata import version

from tools.bench import isolated


def run() -> None:
    own_version, other_version = version("tantivy"), version("modelsearch")
    print(f"\nSearch: tantivy {own_version}; django-modelsearch {other_version} on SQLite's FTS5")
    steps = [
        ["manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
        ["manage.py", "load_content"],
        ["judged"],
        ["generated"],
        ["large"],  # in a fresh process
    ]
    settings = "tools.bench.reference_search.settings"
    isolated.run_steps("tools.bench.search_process", settings=settings, steps=steps)


if __name__ == "__main__":
    run()
