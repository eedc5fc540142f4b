"""Sentences of professionals: how many get the right desk in the box, and what reading them costs
beside a search, with 10,000 entries.
"""

from tools.bench import isolated


def run() -> None:
    print("\nSentences: those held back were written by others, before there was a phrase")
    steps = [
        ["manage.py", "prepare"],
        ["scored"],
        ["entries"],
        ["timed"],  # in a fresh process
    ]
    isolated.run_steps("tools.bench.sentences_process", settings="portal.settings", steps=steps)


if __name__ == "__main__":
    run()
