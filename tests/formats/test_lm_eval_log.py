"""Samples of lm-evaluation-harness, of older and newer versions."""

import json
from pathlib import Path

import pytest

from workbench.domain.errors import FormatError
from workbench.domain.foreign import ForeignRow
from workbench.domain.tasks import Reported
from workbench.formats.lm_eval_log import open_lm_eval_log


def log(folder: Path, *samples: object) -> Path:
    """A log with the given lines."""
    path = folder / "org__Model-7B" / "samples_task57_2025-01-13T10-00-00.000000.jsonl"
    path.parent.mkdir(exist_ok=True)
    lines = (one if isinstance(one, str) else json.dumps(one) for one in samples)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def rows(path: Path) -> list[ForeignRow | Reported]:
    """Every line of a log."""
    with open_lm_eval_log(path) as results:
        return list(results.rows)


def sample(**changes: object) -> dict[str, object]:
    """A generated answer as version 0.4.9 writes it."""
    return {
        "doc_id": 0,
        "doc": {"input": "What?", "output": "This."},
        "target": "This.",
        "arguments": {"gen_args_0": {"arg_0": "Shots\n\nInput:\nWhat?\nOutput:", "arg_1": {"until": ["\n"]}}},
        "resps": [["That."]],
        "filtered_resps": ["That"],
        "filter": "none",
        "metrics": ["exact_match"],
        "exact_match": 0.0,
    } | changes


def test_a_generated_answer_is_taken_unfiltered(tmp_path: Path) -> None:
    """With the data set's input first, the prompt behind it; the folder names the model."""
    path = log(tmp_path, sample())
    with open_lm_eval_log(path) as results:
        assert results.model == "org/Model-7B"
        assert list(results.rows) == [
            ForeignRow(0, "task57", ("What?", "Shots\n\nInput:\nWhat?\nOutput:"), "This.", "That.")
        ]


def test_older_shapes_and_chats_are_read(tmp_path: Path) -> None:
    """Arguments as lists, a prompt that is a chat in JSON, a document without a known field."""
    chat = json.dumps([{"role": "system", "content": "s"}, {"role": "user", "content": "What?"}])
    found = rows(log(tmp_path, sample(doc={"x": 1}, arguments=[[chat, {}]], target=3, resps=["That."])))
    assert found == [ForeignRow(0, "task57", ("What?",), "3", "That.")]


@pytest.mark.parametrize(
    "resps",
    [
        [[["-3.5", "False"]], [["-0.5", "True"]], [["-9", "False"]]],
        [["-3.5", "False"], ["-0.5", "True"], ["-9", "False"]],
        [[[-3.5, False]], [[-0.5, True]], [[-9, False]]],
    ],
)
def test_of_choices_the_likeliest_is_the_answer(tmp_path: Path, resps: object) -> None:
    """Likelihoods as texts or numbers, nested as versions nest them."""
    arguments = {f"gen_args_{n}": {"arg_0": "Q", "arg_1": f" {letter}"} for n, letter in enumerate("ABC")}
    (found,) = rows(log(tmp_path, sample(arguments=arguments, resps=resps)))
    assert isinstance(found, ForeignRow)
    assert found.output == "B"


def test_another_filter_and_broken_lines_are_reported(tmp_path: Path) -> None:
    """Each line is an answer or has a reason."""
    found = rows(
        log(
            tmp_path,
            sample(),
            sample(filter="strict"),
            '{"cut',
            "[]",
            sample(doc_id=1, doc={}, arguments=[]),
            sample(doc_id=2, resps=[]),
            sample(doc_id=3, resps=[[{}], [{}]]),
            sample(doc_id=4, arguments=[["q", "a"], ["q", "b"]], resps=[[["nan"]], [["?"]]]),
            sample(doc_id=5, arguments=7, doc=8),
        )
    )
    assert [(one.index, one.field) for one in found if isinstance(one, Reported)] == [
        (1, "filter"),
        (2, None),
        (3, None),
        (4, "doc"),
        (5, "resps"),
        (6, "resps"),
        (7, "resps"),
        (8, "doc"),
    ]


@pytest.mark.parametrize("line", ["", "{", "[]", '{"input": "a", "output": "b"}', "\x00"])
def test_other_lines_are_refused(tmp_path: Path, line: str) -> None:
    """A file of something else is told apart at its first line."""
    with pytest.raises(FormatError):
        rows(log(tmp_path, line))
