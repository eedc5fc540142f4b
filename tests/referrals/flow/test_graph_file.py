import json

import pytest
from django.core.management import CommandError, call_command

from referrals.flow.checks.structure import structure_problems
from referrals.flow.graph_file import GraphFileError, read_graph

SOUND = {
    "start": "q1",
    "questions": {"q1": {"options": {"yes": "q2", "no": "o1"}},
                  "q2": {"options": {"yes": "o1", "no": "o2"}}},
    "outcomes": ["o1", "o2"],
}  # fmt: skip


def ids(**changes):
    graph = read_graph(json.dumps({**SOUND, **changes}))
    return {(problem.id, problem.node) for problem in structure_problems(graph)}


def test_a_sound_graph_has_no_problems():
    assert ids() == set()


@pytest.mark.parametrize(
    ("questions", "problem"),
    [
        ({"q1": {"options": {"yes": "q2", "no": None}}}, ("no-goal", "q1")),
        ({"q1": {"options": {"yes": "nowhere", "no": "q2"}}}, ("unknown-goal", "q1")),
        ({"q1": {"options": {"yes": "q2"}}}, ("few-options", "q1")),
        ({"q2": {"options": {"back": "q1", "on": "o1"}}}, ("circle", "q1")),
        ({"q3": {"options": {"yes": "o1", "no": "o2"}}}, ("unreachable", "q3")),
        ({"q1": {"options": {"yes": "q2", "no": "q2"}}}, ("no-effect", "q1")),
    ],
)
def test_faults_are_found(questions, problem):
    assert problem in ids(questions={**SOUND["questions"], **questions})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "'questions' is missing"),
        ('{"start": "a", "questions": [], "outcomes": []}', "'questions'"),
        ('{"start": 1, "questions": {}, "outcomes": []}', "'start'"),
        ('{"start": "a", "questions": {"a": {}}, "outcomes": []}', "question 'a'"),
        ('{"start": "a", "questions": {"a": {"options": {"x": 1}}}, "outcomes": []}', "one goal"),
        ('{"start": "a", "questions": {"a": {"options": {}}}, "outcomes": ["a"]}', "both"),
        ('{"start": "a", "questions": {}, "outcomes": [1]}', "list of names"),
        ('{"start": "a", "start": "b", "questions": {}, "outcomes": []}', "twice"),
        ("[" * 100_000, "nested"),
    ],
)
def test_a_file_that_is_no_graph_is_refused_with_the_reason(text, message):
    with pytest.raises(GraphFileError, match=message):
        read_graph(text)


def test_the_command_reports_the_problem_and_fails(tmp_path, capsys):
    path = tmp_path / "graph.json"
    path.write_text(json.dumps({**SOUND, "start": "elsewhere"}))
    with pytest.raises(CommandError):
        call_command("check_flow", file=path)
    assert "no-start" in capsys.readouterr().out
    path.write_text(json.dumps(SOUND))
    call_command("check_flow", file=path)
    assert "0 errors" in capsys.readouterr().out


def test_the_command_refuses_a_file_that_is_none(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_flow", file=tmp_path / "none.json")
