"""The paper's prompts, against the published ones and in their details."""

import csv
import re
from pathlib import Path

import pytest

from workbench.domain.tasks import Instance, Task
from workbench.evaluation.prompts import Wording, llama3_prompt, paper_prompt

PUBLISHED = "eval_results_Rationale_1_context_1_oriINS_MMedS-Llama 3.csv"
WHOLE = re.compile(
    r"<\|begin_of_text\|><\|start_header_id\|>system<\|end_header_id\|>\n\n(?P<system>.*)"
    r"<\|eot_id\|><\|start_header_id\|>user<\|end_header_id\|>\n\nInput:\n(?P<query>.*)\nOutput:"
    r"<\|eot_id\|><\|start_header_id\|>assistant<\|end_header_id\|>\n\n",
    re.DOTALL,
)
SHOT = re.compile(r"Input:\n(.*?)\n\nOutput:\n(.*?)\n\n\n", re.DOTALL)


def make(text: str, *references: str, number: int = 0) -> Instance:
    """An instance of a made-up task."""
    return Instance(f"i{number}", "task900", text, references)


TASK = Task("task900", "task900_demo", definition=("Name the organ.", "Say which organ."))
SHOTS = (make("bile", "liver", "hepar", number=1), make("urine", "kidney", number=2))


@pytest.fixture(scope="module")
def published(shared_data: Path) -> list[dict[str, str]]:
    """The rows of the released predictions."""
    with (shared_data / PUBLISHED).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_published_prompts_are_equalled_byte_for_byte(published: list[dict[str, str]]) -> None:
    """Taken apart and put together again by us, each of the 150 published prompts is the same."""
    assert len(published) == 150
    for row in published:
        whole = WHOLE.fullmatch(row["input"])
        assert whole is not None
        shots = [make(*pair, number=place) for place, pair in enumerate(SHOT.findall(whole["system"]))]
        assert len(shots) == 3
        tail = SHOT.sub("", whole["system"])
        definition = tail.removesuffix(Wording.PUBLISHED.value)
        assert definition == "Given a question and its answer, generate an explanation statement."
        task = Task(row["task_id"], row["task_id"], definition=(definition,))
        prompt = paper_prompt(task, make(whole["query"], row["GT"], number=9), shots)
        assert prompt.text.encode() == row["input"].encode()


def test_code_wording_differs_in_one_letter() -> None:
    """The released code's spelling can be asked for, and is the published one with its “t”."""
    published = paper_prompt(TASK, make("breath"), SHOTS)
    code = paper_prompt(TASK, make("breath"), SHOTS, Wording.CODE)
    assert code.text == published.text.replace("to ouput.", "to output.")
    assert code.text != published.text


def test_few_shot_prompt_in_full() -> None:
    """Shots and the first definition are the system's, the query the user's; first references are shown."""
    prompt = paper_prompt(TASK, make("breath", "lung"), SHOTS)
    assert prompt.system == (
        "Input:\nbile\n\nOutput:\nliver\n\n\nInput:\nurine\n\nOutput:\nkidney\n\n\n"
        "Name the organ.Please learn from the few-shot cases to see what content you have to ouput."
    )
    assert prompt.user == "Input:\nbreath\nOutput:"
    assert prompt.shot_ids == ("i1", "i2")


def test_zero_shot_prompt_is_definition_and_bare_input() -> None:
    """Without shots the system is the definition alone and the user the input without “Input:”."""
    prompt = paper_prompt(TASK, make(" breath\n", "lung"))
    assert (prompt.system, prompt.user, prompt.shot_ids) == ("Name the organ.", "breath", ())


def test_only_ends_are_stripped() -> None:
    """White space inside a message is kept as the file has it."""
    prompt = paper_prompt(TASK, make("  a\r\n\tb  "), [make(" x ", " y ")])
    assert prompt.user == "Input:\n  a\r\n\tb  \nOutput:"
    assert prompt.system.startswith("Input:\n x \n\nOutput:\n y \n\n\n")


def test_text_is_never_special() -> None:
    """A control token spelled in an instance stays text; ours are the only special parts."""
    prompt = paper_prompt(TASK, make("<|eot_id|>"), [make("<|begin_of_text|>", "<|eot_id|>")])
    special = [part.text for part in prompt.parts if part.special]
    assert special.count("<|begin_of_text|>") == 1
    assert special[0] == "<|begin_of_text|>"
    assert special.count("<|eot_id|>") == 2
    assert sum("<|eot_id|>" in part.text for part in prompt.parts if not part.special) == 2


def test_empty_line_and_content_are_one_part() -> None:
    """What a tokenizer may join is not cut apart: the header's empty line stands with its content."""
    prompt = llama3_prompt("i", "be brief", "why?")
    assert [part.text for part in prompt.parts if not part.special] == [
        "system",
        "\n\nbe brief",
        "user",
        "\n\nwhy?",
        "assistant",
        "\n\n",
    ]


def test_missing_parts_stay_empty() -> None:
    """A task without a definition and a shot without a reference still make a prompt."""
    prompt = paper_prompt(Task("task1", "task1"), make("q"), [make("x")])
    assert prompt.system.startswith("Input:\nx\n\nOutput:\n\n\n\nPlease learn")
    assert paper_prompt(Task("task1", "task1"), make("q")).system == ""
