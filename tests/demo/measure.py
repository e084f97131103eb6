"""How often the demo models answer in the right form, and as the reference says.

    python -m tests.demo.measure [--shots 3] [--show] [--folder models] [demo-instruct ...]

The figures in models/README.md are from here.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.demo.forms import right_form
from workbench.domain.tasks import Instance, Task
from workbench.evaluation.prompts import paper_prompt
from workbench.evaluation.shots import Shots
from workbench.formats.medsins_json import open_task_file

CHECKOUT = Path(__file__).resolve().parents[2]
DEMO = CHECKOUT / "resources" / "demo"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model made of one instance."""

    task: Task
    instance: Instance
    text: str
    ended: bool
    """Whether the model ended by itself."""
    prompt_tokens: int

    @property
    def in_form(self) -> bool:
        """Whether it ended by itself and in the form the task asks for."""
        return self.ended and right_form(self.task, self.instance, self.text)

    @property
    def as_reference(self) -> bool:
        """Whether it is a reference, letter by letter."""
        return self.ended and self.text in self.instance.references


def demo_tasks(folder: Path = DEMO) -> dict[str, tuple[Task, tuple[Instance, ...]]]:
    """The demo tasks by id, with their instances."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        with open_task_file(path) as opened:
            rows = tuple(row for row in opened.rows if isinstance(row, Instance))
            found[opened.task.id] = (opened.task, rows)
    return found


def ask(model: Path, asked: Iterable[tuple[Task, Instance]], shots: int = 0, most: int = 200) -> list[Answer]:
    """The greedy answers of `model`, which runs in a process of its own."""
    pairs = list(asked)
    prompts = [paper_prompt(task, row, _shots(task, row, shots)) for task, row in pairs]
    given = json.dumps([[(part.text, part.special) for part in prompt.parts] for prompt in prompts])
    done = subprocess.run(
        [sys.executable, "-m", "tests.demo.ask", str(model), str(most)],
        cwd=CHECKOUT,
        input=given,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [
        Answer(task, row, reply["text"], reply["ended"], reply["tokens"])
        for (task, row), reply in zip(pairs, json.loads(done.stdout), strict=True)
    ]


def _shots(task: Task, instance: Instance, count: int) -> Sequence[Instance]:
    """The examples a run with seed 0 would show."""
    rows = demo_tasks()[task.id][1] if count else ()
    return Shots(rows.__getitem__, len(rows), task.id, count=count, seed=0, fixed=False).of(instance)


def main() -> None:
    """Print a line for each task and model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("models", nargs="*", default=["demo-base", "demo-instruct"])
    parser.add_argument("--shots", type=int, default=0)
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=CHECKOUT / "models")
    parser.add_argument("--show", action="store_true", help="every answer too")
    options = parser.parse_args()
    pairs = [(task, row) for task, rows in demo_tasks().values() for row in rows]
    out = sys.stdout.write
    for name in options.models:
        answers = ask(options.folder / f"{name}.gguf", pairs, options.shots, options.most)
        for task in dict.fromkeys(answer.task for answer in answers):
            own = [answer for answer in answers if answer.task is task]
            out(_line(name, task.id, own))
            for answer in own if options.show else ():
                mark = "=" if answer.as_reference else "+" if answer.in_form else "-"
                out(f"  {mark} {answer.text!r}\n")
        out(_line(name, "all", answers))


def _line(name: str, what: str, answers: Sequence[Answer]) -> str:
    """One line of figures."""
    form, same = (sum(getattr(a, key) for a in answers) for key in ("in_form", "as_reference"))
    longest = max(answer.prompt_tokens for answer in answers)
    return f"{name} {what}: {form}/{len(answers)} in form, {same} as reference, longest prompt {longest}\n"


if __name__ == "__main__":
    main()
