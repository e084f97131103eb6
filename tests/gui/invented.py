"""Invented runs, instances and answers in six languages: what tests and pictures of three screens show."""

from collections.abc import Sequence
from dataclasses import replace
from math import log
from typing import Any

from tests.fakes import InlineJobs
from workbench.domain.catalogue import Category
from workbench.domain.runs import (
    Answering,
    Completion,
    Finish,
    Prompt,
    RunState,
    Sampling,
    TokenChance,
    Usage,
)
from workbench.engines.base import Answered
from workbench.engines.scripted import ScriptedEngine
from workbench.evaluation.comparison import Comparison, ComparisonRow
from workbench.evaluation.prompts import llama3_prompt
from workbench.gui.presenters.models import ModelCard, ModelLine, ModelsState
from workbench.gui.presenters.run_list import RunListState, run_line
from workbench.gui.presenters.run_live import GOING, Detail, FailureLine, LiveState, Writing, answer_line
from workbench.gui.presenters.run_live import Phase as LivePhase
from workbench.gui.presenters.run_preview import Counting, Example, PreviewState
from workbench.gui.presenters.run_setup import Fit, ModelChoice, Picking, Plan, SetupPresenter, SetupState
from workbench.store.runs import RunSummary
from workbench.store.tasks import TaskSummary

LONG = (
    "The findings fit an acute kidney injury after contrast and catheterization. Stop naproxen, keep the "
    "patient hydrated, and follow creatinine and urine output for three days. "
)

TEXTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "task57",
        "A 61-year-old man has less urine and malaise two weeks after cardiac catheterization. He takes "
        "insulin, naproxen and metoprolol. Both feet show a mottled, purplish discoloration. Creatinine "
        "4.2 mg/dL, eosinophils 11 %.\n\nWhat is the most likely cause?",
        "Cholesterol embolization",
        (
            "The most likely cause is cholesterol embolization: mottled feet and eosinophilia soon after an "
            "arterial procedure.",
            "The most likely cause is contrast nephropathy: creatinine rises after an arterial procedure.",
            "Cholesterol embolization",
            "Interstitial nephritis from naproxen, because eosinophils are high.",
        ),
    ),
    (
        "task58",
        "患者，男，58岁，突发胸痛两小时，向左肩放射，伴大汗。心电图示下壁导联ST段抬高。\n\n首选的治疗是什么？",
        "急诊冠状动脉介入治疗",
        ("急诊冠状动脉介入治疗", "静脉溶栓治疗，随后转院", "急诊冠状动脉介入治疗", "口服阿司匹林并观察"),
    ),
    (
        "task59",
        "72歳の女性。三日前から右の側腹部に痛みがあり、発熱と排尿時痛を伴う。尿検査で白血球が多数みられた。"
        "\n\n最も考えられる診断はどれか。",
        "急性腎盂腎炎",
        ("急性腎盂腎炎", "急性腎盂腎炎", "尿管結石", "急性虫垂炎"),
    ),
    (
        "task60",
        "Une femme de 34 ans consulte pour une fatigue, une pâleur et des règles abondantes depuis six mois. "
        "L’hémoglobine est à 8,9 g/dL, le volume globulaire à 71 fL.\n\nQuel est le diagnostic ?",
        "Anémie ferriprive",
        ("Anémie ferriprive", "Une thalassémie mineure est la plus probable.", "Anémie ferriprive", "Anémie"),
    ),
    (
        "task61",
        "Мужчина 45 лет жалуется на приступы сердцебиения и потливость. Давление во время приступа 210/120, "
        "между приступами нормальное.\n\nКакой диагноз наиболее вероятен?",
        "Феохромоцитома",
        (
            "Феохромоцитома",
            "Гипертонический криз при эссенциальной гипертензии",
            "Феохромоцитома",
            "Тиреотоксикоз",
        ),
    ),
    (
        "task129",
        "Niño de 6 años con fiebre de 39 °C, exantema en las mejillas y artralgias leves. "
        "¿Cuál es el agente causal más probable?",
        "Parvovirus B19",
        ("Parvovirus B19", "Parvovirus B19", "Virus del sarampión", "Estreptococo"),
    ),
    (
        "task46",
        "Explain: acute kidney injury",
        LONG * 3,
        (LONG * 8, (LONG * 7).replace("three", "five"), "", LONG),
    ),
)


def run_summary(number: int = 1, model: str = "demo-instruct", **changes: object) -> RunSummary:
    """A run that is done."""
    fields: dict[str, object] = {
        "id": f"r-20261121-0944{number:02d}-3fa{number}",
        "created": f"2026-11-21T09:{40 + number}:12+00:00",
        "model": model,
        "shots": 3,
        "tasks": ("task57", "task58", "task59"),
        "asked": 36,
        "answered": 36,
        "failed": 0,
        "state": RunState.DONE,
        "seconds": 42.0,
    }
    return RunSummary(**(fields | changes))  # type: ignore[arg-type]


def comparison(run_ids: Sequence[str], copies: int = 1) -> Comparison:
    """What the runs answered, in the order of the runs."""
    rows = [
        ComparisonRow(f"{task_id}-{copy}", task_id, text, (reference,), answers[: len(run_ids)])
        for copy in range(copies)
        for task_id, text, reference, answers in TEXTS
    ]
    return Comparison(tuple(run_summary(n) for n, _ in enumerate(run_ids)), tuple(rows))


def answers(run_ids: Sequence[str], instance_id: str) -> tuple[Completion | None, ...]:
    """What the runs answered about an instance of `comparison`, with how sure they were.

    The last of four runs is of an endpoint, and knows no probabilities.
    """
    task_id = instance_id.rpartition("-")[0]
    texts = next(texts for task, _input, _reference, texts in TEXTS if task == task_id)
    return tuple(
        completion(instance_id, text) if place == 3 else written(instance_id, text)
        for place, text in enumerate(texts[: len(run_ids)])
    )


DIAGNOSES = (
    *("Spontaneous rupture of the oesophagus after forceful vomiting", "Unstable angina"),
    *("Pericarditis", "Pulmonary embolism", "Aortic dissection", "GERD", "Panic attack", "Pneumonia"),
    *(f"Another disease {number}" for number in range(42)),
)


def chosen_answers(_run_ids: Sequence[str], instance_id: str) -> tuple[Completion, ...]:
    """Two answers that were chosen: one of four letters, one of fifty diagnoses."""
    letters = tuple(f"正确答案是 {letter}" for letter in "ABCD")
    named = tuple(f"The diagnosis result is {name}." for name in DIAGNOSES)
    found = []
    for options, chosen in ((letters, letters[1]), (named, named[0])):
        asked = replace(prompt_of("?"), instance_id=instance_id, options=options)
        events = ScriptedEngine({instance_id: chosen}).complete(
            [asked], Sampling(answering=Answering.LIKELIEST)
        )
        found.append(next(event.completion for event in events if isinstance(event, Answered)))
    return tuple(found)


def written(instance_id: str, text: str) -> Completion:
    """An answer as the scripted engine gives it, with its tokens' probabilities."""
    prompt = replace(prompt_of("?"), instance_id=instance_id)
    events = ScriptedEngine({instance_id: text}).complete([prompt], Sampling(max_new_tokens=10_000))
    answer = next(event.completion for event in events if isinstance(event, Answered))
    if " " in text or text.isascii():
        return answer
    # The script takes a Chinese sentence for one word; a model writes characters, some of them in parts.
    sure = (0.99, 0.6, 0.97, 0.3, 0.95, 0.1)
    chances = [TokenChance(1, log(sure[place % len(sure)])) for place in range(len(text))]
    return replace(answer, chances=(TokenChance(0, log(0.8)), *chances))


def completion(
    instance_id: str = "i1", text: str = "Cholesterol embolization", tokens: int = 9
) -> Completion:
    """An answer that came to its end."""
    return Completion(instance_id, text, Finish.STOP, Usage(812, 600, tokens, 0.4, 0.3))


def task_summaries() -> tuple[TaskSummary, ...]:
    """Tasks of several categories and languages, one of them very large."""
    rows = (
        ("task57", "medqa_question_answering_en", Category.MCQA, "en", 1273, "MedQA"),
        ("task58", "medqa_question_answering_zh", Category.MCQA, "zh", 3426, "MedQA"),
        ("task59", "igakuqa_question_answering", Category.MCQA, "ja", 199, "IgakuQA"),
        ("task60", "frenchmedmcqa_question_answering", Category.MCQA, "fr", 622, "FrenchMedMCQA"),
        ("task46", "do_entity_explanation", Category.EXPLANATION, "en", 1500, "Disease Ontology"),
        ("task125", "test_bc4chem_named_entity_recognition", Category.NER, "en", 1500, "BC4Chem"),
        ("task130", "DDXPlus_text_classification_test", Category.DIAGNOSIS, "en", 134_529, "DDXPlus"),
        ("task900", "a_task_of_a_contributor_with_a_long_name", "Uncategorised", None, 12, None),
    )
    return tuple(
        TaskSummary(task_id, f"{task_id}_{name}", str(category), language, count, dataset)
        for task_id, name, category, language, count, dataset in rows
    )


MODELS = (
    ModelChoice("demo-instruct", "Demo instruct", "Q8_0 · 8.0 MB"),
    ModelChoice("demo-base", "Demo base", "Q8_0 · 8.0 MB"),
    ModelChoice("mmeds-llama-3-8b", "MMedS-Llama 3 8B", "Q4_K_M · 4.9 GB", here=False),
)


def setup_state(**changes: Any) -> SetupState:
    """A set-up with two tasks ticked, as the presenter makes it."""
    presenter = SetupPresenter(
        task_summaries,
        lambda: MODELS,
        lambda _name: Fit(True, "Fits: needs about 0.2 GB, and 5.1 GB of memory are free."),
        lambda order, _model: Plan(len(order.tasks) * 20, 12, 95.0),
        InlineJobs(),
    )
    presenter.reload()
    presenter.choose({"task57", "task59"})
    presenter.pick(Picking.RANDOM)
    return replace(presenter.state, **changes)


def prompt_of(text: str) -> Prompt:
    """A prompt with one shot about the first of the invented instances."""
    _task, shot, reference, _answers = TEXTS[0]
    system = f"Input:\n{shot}\n\nOutput:\n{reference}\n\n\nAnswer the question."
    return llama3_prompt("i1", system, f"Input:\n{text}\nOutput:\n", ("s1",))


def preview_state(place: int = 2, **changes: Any) -> PreviewState:
    """A Japanese instance, counted."""
    task_id, text, _reference, _answers = TEXTS[place]
    example = Example(prompt_of(text), task_id, 21, 40)
    state = PreviewState(example, counting=Counting.COUNTED, tokens=312, limit=2048)
    return replace(state, **changes)


def live_state(phase: LivePhase = LivePhase.RUNNING, **changes: Any) -> LiveState:
    """A run in the middle."""
    answers = tuple(
        answer_line(
            number, TEXTS[number % 7][0], completion(f"i{number}", TEXTS[number % 7][3][0], 9 + number)
        )
        for number in range(1, 31)
    )
    writing = tuple(Writing(f"w{place}", TEXTS[place][3][1] or LONG) for place in (0, 1, 4))
    going = phase in GOING
    task_id, text, reference, texts = TEXTS[4]
    state = LiveState(
        phase=phase,
        run_id="r-1",
        title="Demo instruct · 3-shot · task57, task59",
        done=30,
        total=40,
        loading=1.0,
        prefill_per_s=812.0 if going else None,
        decode_per_s=38.4 if going else None,
        seconds_left=95.0 if going else None,
        writing=writing if going else (),
        answers=answers,
        detail=Detail("i3", task_id, text, (reference,), texts[1]),
    )
    return replace(state, **changes)


FAILURES = (
    FailureLine(
        "i31",
        "task57",
        "The prompt has 2,913 tokens and at most 2,048 fit beside its answer. Use fewer shots, a larger "
        "context, or the paper’s left truncation.",
    ),
    FailureLine("i32", "task59", "The engine gave no answer within 60 s."),
)


def run_list_state(**changes: Any) -> RunListState:
    """Three runs: one done, one open, one with failures."""
    lines = tuple(
        run_line(summary)
        for summary in (
            run_summary(4, "MMedS-Llama-3-8B Q4_K_M", answered=12, state=RunState.OPEN, tasks=("task57",)),
            run_summary(3, "Demo base", shots=0),
            run_summary(2, "Demo instruct", answered=34, failed=2),
        )
    )
    return replace(RunListState(loaded=True, lines=lines, selected=lines[0].id), **changes)


def models_state(**changes: Any) -> ModelsState:
    """Two models that are here and one that is not; the first is looked at."""
    lines = tuple(
        ModelLine(model.name, model.title, size, "Q4_K_M", model.here)
        for model, size in zip(MODELS, ("2.8 MB", "2.8 MB", "4.9 GB"), strict=True)
    )
    card = ModelCard(
        "demo-instruct",
        "Demo instruct",
        "Answers the demo tasks in their form. For trying the program; knows no medicine.",
        (
            ("File", "demo-instruct.gguf"),
            ("Size", "2.8 MB"),
            ("Quantized", "Q4_K_M"),
            ("Licence", "Apache-2.0"),
            ("Architecture", "llama"),
            ("Parameters", "4.3 million"),
            ("Context", "4,096 tokens"),
        ),
        "/opt/meds-workbench/models",
        here=True,
        own=False,
        fits=True,
        fit="Fits: it needs about 237 MB of memory, and 5.1 GB are free.",
    )
    state = ModelsState(loaded=True, lines=lines, selected=card.name, card=card, sha256="3955233c" * 8)
    return replace(state, **changes)
