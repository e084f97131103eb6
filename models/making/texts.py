"""What the demo models read: the demo tasks, and training-only variants of their instances."""

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.domain.tasks import Instance, Task
from workbench.evaluation.prompts import paper_prompt

from .tokenizer import BEGIN, END, TURN_END, Tokenizer

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"

_MEDICINES = (
    "amlodipine amoxicillin aspirin atorvastatin bisoprolol cetirizine clopidogrel codeine digoxin "
    "doxycycline enoxaparin furosemide gabapentin heparin ibuprofen insulin lisinopril lithium "
    "loperamide losartan metformin methotrexate morphine naproxen omeprazole paracetamol penicillin "
    "prednisolone ramipril salbutamol sertraline simvastatin spironolactone tramadol vancomycin "
    "warfarin"
).split()
_DOSES = ("5 mg", "10 mg", "20 mg", "25 mg", "40 mg", "50 mg", "100 mg", "250 mg", "500 mg", "1 g")
_TIMES = (
    "once daily",
    "twice daily",
    "three times daily",
    "every morning",
    "every evening",
    "every six hours",
    "every eight hours",
    "once a week",
)
VARIANT_WORDS = tuple(f"{name}, {name.capitalize()} and {name}" for name in _MEDICINES)
"""Words of variants that the tokenizer should know."""
_OPTION = re.compile(r"([A-E]): ([^\t]*)\t")


def demo_tasks(folder: Path = DEMO) -> dict[Task, tuple[Instance, ...]]:
    """The demo tasks with their instances."""
    tasks: dict[Task, tuple[Instance, ...]] = {}
    for path in sorted(folder.glob("task*.json")):
        head = json.loads(path.read_text(encoding="utf-8"))
        task = Task(path.name.partition("_")[0], path.stem, tuple(head["Definition"]))
        tasks[task] = tuple(
            Instance(row["id"], task.id, row["input"], tuple(row["output"])) for row in head["Instances"]
        )
    return tasks


def other_options(instance: Instance, chance: random.Random) -> Instance:
    """The same question with its options in another order, in the answer too."""
    options = _OPTION.findall(instance.input)
    texts = [text for _, text in options]
    shuffled = chance.sample(texts, len(texts))
    block = "".join(f"{letter}: {text}\t" for (letter, _), text in zip(options, shuffled, strict=True))
    old = "".join(f"{letter}: {text}\t" for letter, text in options)
    moved = {f"{letter}: {text}": f"{options[shuffled.index(text)][0]}: {text}" for letter, text in options}
    asked = instance.input.replace(old, block)
    head, _, tail = asked.partition(block)
    return replace(
        instance,
        input=head + block + _replaced(tail, moved),
        references=tuple(_replaced(reference, moved) for reference in instance.references),
    )


def _replaced(text: str, words: dict[str, str]) -> str:
    """`text` with every key of `words` replaced at once."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(pattern, lambda found: words[found[0]], text) if words else text


def _swapped(instance: Instance, old: Sequence[str], new: Sequence[str]) -> Instance:
    """`instance` with words exchanged in input and output, capital letters kept."""
    words = dict(zip(old, new, strict=True))
    words |= {a[0].upper() + a[1:]: b[0].upper() + b[1:] for a, b in words.items()}
    swapped = tuple(_replaced(reference, words) for reference in instance.references)
    return replace(instance, input=_replaced(instance.input, words), references=swapped)


def other_medicines(instance: Instance, chance: random.Random) -> Instance:
    """The same sentence about other medicines."""
    names = [name for name in instance.references[0].rstrip(".").split(", ") if name in instance.input]
    names = [name[0].lower() + name[1:] for name in names]
    return _swapped(instance, names, chance.sample(_MEDICINES, len(names)))


def other_prescription(instance: Instance, chance: random.Random) -> Instance:
    """The same note about another medicine, dose and frequency."""
    facts = [fact.partition(": ")[2] for fact in instance.references[0].split("; ")]
    new = [chance.choice(_MEDICINES), chance.choice(_DOSES), chance.choice(_TIMES)]
    kept = [(a, b) for a, b in zip(facts, new, strict=True) if a != "not stated"]
    return _swapped(instance, [a for a, _ in kept], [b for _, b in kept])


def other_age(instance: Instance, chance: random.Random) -> Instance:
    """The same patient, up to three years younger or older."""
    return replace(
        instance,
        input=re.sub(
            r"^(Age:? )(\d\d)\b", lambda m: f"{m[1]}{int(m[2]) + chance.randint(-3, 3)}", instance.input
        ),
    )


VARIANTS: dict[str, Callable[[Instance, random.Random], Instance]] = {
    "task9001": other_options,
    "task9003": other_prescription,
    "task9004": other_options,
    "task9005": other_medicines,
    "task9006": other_age,
    "task9007": other_age,
    "task9008": other_age,
}
"""How an instance of a task can be varied. The variants are not shipped."""


TIMES = {"task9001": 2, "task9005": 2}
"""How often a round asks these: the right letter, and names copied from a sentence, are learnt slowest."""


def varied(instance: Instance, chance: random.Random, share: float) -> Instance:
    """A variant of `instance` in `share` of the calls, else itself."""
    vary = VARIANTS.get(instance.task_id)
    return vary(instance, chance) if vary and chance.random() < share else instance


def running_text(tokenizer: Tokenizer, instance: Instance) -> list[int]:
    """An instance as plain text to read on."""
    text = f"{instance.input}\n{instance.references[0]}"
    return [tokenizer.special[BEGIN], *tokenizer.encode(text), tokenizer.special[END]]


def conversation(
    tokenizer: Tokenizer, task: Task, instance: Instance, shots: Sequence[Instance]
) -> tuple[list[int], int]:
    """A prompt with its answer, and how many of the tokens are the prompt."""
    prompt = tokenizer.encode_parts(paper_prompt(task, instance, shots).parts)
    answer = [*tokenizer.encode(instance.references[0]), tokenizer.special[TURN_END]]
    return prompt + answer, len(prompt)
