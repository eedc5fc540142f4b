from tools.mutants import LEAST, decorated_afterwards, report

SOURCE = '''
@lru_cache(maxsize=8)
def cached(text: str) -> int:
    return len(text)  # a comment


class Value:
    @property
    def doubled(self) -> int:
        """Twice."""
        return 2 * self.number

    def plain(self) -> int:
        return 1
'''


def test_decorators_are_applied_below_their_function():
    assert (
        decorated_afterwards(SOURCE)
        == '''
def cached(text: str) -> int:
    return len(text)  # a comment
cached = lru_cache(maxsize=8)(cached)


class Value:
    def doubled(self) -> int:
        """Twice."""
        return 2 * self.number
    doubled = property(doubled)

    def plain(self) -> int:
        return 1
'''
    )


def test_several_decorators_keep_their_order():
    source = "@outer\n@inner\ndef f() -> int:\n    return 1\n"
    assert decorated_afterwards(source) == (
        "def f() -> int:\n    return 1\nf = inner(f)\nf = outer(f)\n"
    )


def test_too_few_killed_is_a_failure(capsys):
    assert report({"a.py": [1] * LEAST + [0] * (100 - LEAST)}) == 0
    assert report({"a.py": [1] * (LEAST - 1) + [0, 33, *[36] * (99 - LEAST)]}) == 0
    assert report({"a.py": [1, 1], "b.py": [0, None]}) == 1
    assert report({}) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split() == ["b.py", "1", "0", "1", "0", "0.0%"] for line in lines)
    assert lines[-1].startswith("MISSED")
