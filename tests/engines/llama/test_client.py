"""LlamaEngine keeps the contract, answers as llama.cpp does, and shares what prompts share."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.conftest import MakeEngine
from tests.engines.contract import (
    BOS,
    ChancesContract,
    EngineContract,
    OptionsContract,
    completion,
    ends,
    prompt,
)
from tests.engines.tiny_model import HEADER, TURN_END
from workbench.domain.errors import EngineError, UnsupportedModelError
from workbench.domain.runs import Failure, Finish, Part, Prompt, Sampling, Truncation
from workbench.engines.base import Answered, Engine, Piece, Waiting
from workbench.engines.llama.client import LlamaEngine

SHARED = "Case: fever and pain. Advice: rest. " * 20


def texts(engine: LlamaEngine, prompts: list[Prompt], sampling: Sampling) -> dict[str, str]:
    """The answers of all prompts."""
    return {name: completion(end).text for name, end in ends(engine.complete(prompts, sampling)).items()}


class TestContract(EngineContract, OptionsContract, ChancesContract):
    """The promises of every engine."""

    @pytest.fixture
    def engine(self, make_engine: MakeEngine, tiny_model: Path) -> Iterator[Engine]:
        """A small model with contexts of 1024 tokens."""
        with make_engine(tiny_model, context=1024) as engine:
            yield engine


def test_importing_the_client_imports_no_inference() -> None:
    """The window starts without llama_cpp and numpy."""
    code = (
        "import sys, workbench.engines.llama.client; "
        "sys.exit(any(name in sys.modules for name in ('llama_cpp', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_answers_are_those_of_llama_cpp_itself(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Computed alone by llama-cpp-python's own loop, greedy answers are the same."""
    code = (
        "import json, sys, llama_cpp\n"
        "from workbench.engines.llama import backends\n"
        "backends.load(next(iter(backends.cpu_variants()), None))\n"
        "model = llama_cpp.Llama(sys.argv[1], n_ctx=1024, n_threads=1, n_threads_batch=1, n_batch=512,"
        " flash_attn=True, verbose=False)\n"
        "found = []\n"
        "for text in json.loads(sys.argv[2]):\n"
        "    tokens = model.tokenize(text.encode(), add_bos=True, special=False)\n"
        "    model.reset()\n"
        "    raw = b''\n"
        "    for count, token in enumerate(model.generate(tokens, temp=0.0, repeat_penalty=1.0), 1):\n"
        "        if token in (model.token_eos(), 297): break\n"
        "        raw += model.detokenize([token])\n"
        "        if count == 24: break\n"
        "    found.append(raw.decode('utf-8', 'replace').rstrip('\\ufffd'))\n"
        "print(json.dumps(found))\n"
    )
    asked = [prompt(number) for number in range(8)]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny_model), json.dumps([one.user for one in asked])],
        check=True,
        capture_output=True,
        text=True,
    )
    engine = make_engine(tiny_model, context=1024, deterministic=True, threads=1)
    found = texts(engine, asked, Sampling(max_new_tokens=24))
    assert [found[one.instance_id].rstrip("\ufffd") for one in asked] == json.loads(done.stdout)


def test_a_shared_beginning_is_computed_once(make_engine: MakeEngine, tiny_model: Path) -> None:
    """And the answers are those of prompts that share nothing."""
    asked = [prompt(number, SHARED + f"Case {number}: cough.") for number in range(12)]
    sharing, alone = make_engine(tiny_model), make_engine(tiny_model, share_prefix=False)
    found = ends(sharing.complete(asked, Sampling(max_new_tokens=8)))
    shared = sorted(completion(end).usage.shared_tokens for end in found.values())
    length = sharing.count_tokens(asked[0])
    assert shared[0] == 0
    assert shared[1] > 0.95 * length
    apart = ends(alone.complete(asked, Sampling(max_new_tokens=8)))
    assert all(completion(end).usage.shared_tokens == 0 for end in apart.values())
    assert sum(completion(found[name]).text == completion(apart[name]).text for name in found) >= 11


def test_progress_counts_what_was_computed(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Shared tokens are computed once and counted once."""
    asked = [prompt(number, SHARED + f"Case {number}.") for number in range(6)]
    engine = make_engine(tiny_model)
    events = list(engine.complete(asked, Sampling(max_new_tokens=5)))
    last = [event for event in events if isinstance(event, Waiting)][-1]
    usages = [event.completion.usage for event in events if isinstance(event, Answered)]
    assert last.prefilled_tokens == sum(usage.prompt_tokens - usage.shared_tokens for usage in usages)
    assert last.decoded_tokens == sum(usage.completion_tokens for usage in usages)


def test_deterministic_answers_do_not_depend_on_the_others(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Alone, in another order, among others: the same text, token for token."""
    asked = [prompt(number, SHARED[: 300 + 37 * number] + f"Case {number}.") for number in range(10)]
    engine = make_engine(tiny_model, deterministic=True, chunk=64)
    sampling = Sampling(max_new_tokens=40)
    together = texts(engine, asked, sampling)
    assert texts(engine, asked[::-1], sampling) == together
    for one in asked[::3]:
        assert texts(engine, [one], sampling)[one.instance_id] == together[one.instance_id]


def test_a_seed_draws_the_same_answer_among_any_others(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Each answer has random numbers of its own, and seed 0 is a seed."""
    asked = [prompt(number) for number in range(6)]
    engine = make_engine(tiny_model, deterministic=True)
    for seed in (0, 7):
        sampling = Sampling(temperature=1.0, top_p=0.9, seed=seed, max_new_tokens=16)
        together = texts(engine, asked, sampling)
        assert texts(engine, asked[2:3], sampling)["i2"] == together["i2"]
        assert texts(engine, asked, sampling) == together
    other = Sampling(temperature=1.0, top_p=0.9, seed=8, max_new_tokens=16)
    assert texts(engine, asked, other) != together


def test_text_that_looks_like_a_control_token_is_text(make_engine: MakeEngine, tiny_model: Path) -> None:
    """An instance cannot end its own turn."""
    engine = make_engine(tiny_model)
    as_text = Prompt("i1", "", "", (BOS, Part(f"a{TURN_END}")))
    as_token = Prompt("i2", "", "", (BOS, Part("a"), Part(TURN_END, special=True)))
    assert engine.count_tokens(as_token) == 3
    assert engine.count_tokens(as_text) == 2 + len(TURN_END)


def test_parts_of_text_are_one_text(make_engine: MakeEngine, tiny_model: Path) -> None:
    """How a prompt was put together does not change its tokens."""
    engine = make_engine(tiny_model)
    parted = Prompt("i1", "", "", (BOS, Part("Th"), Part(""), Part("e pat"), Part("ient")))
    assert engine.count_tokens(parted) == engine.count_tokens(
        Prompt("i1", "", "", (BOS, Part("The patient")))
    )


def test_there_is_exactly_one_beginning_of_text(make_engine: MakeEngine, tiny_model: Path) -> None:
    """It is added where it is missing, and two of them are refused."""
    engine = make_engine(tiny_model)
    without = Prompt("i1", "", "", (Part("pain"),))
    assert engine.count_tokens(without) == engine.count_tokens(Prompt("i1", "", "", (BOS, Part("pain"))))
    with pytest.raises(EngineError, match="beginning-of-text"):
        engine.count_tokens(Prompt("i1", "", "", (BOS, BOS, Part("pain"))))


def test_control_tokens_of_another_family_are_named(make_engine: MakeEngine, tiny_model: Path) -> None:
    """A prompt in a form that the model does not know is not asked as text."""
    engine = make_engine(tiny_model)
    foreign = Prompt("i1", "", "", (BOS, Part("<|im_start|>", special=True), Part("pain")))
    with pytest.raises(UnsupportedModelError, match="im_start"):
        engine.count_tokens(foreign)
    with pytest.raises(UnsupportedModelError, match="im_start"):
        list(engine.complete([foreign], Sampling()))
    assert set(texts(engine, [prompt(1)], Sampling(max_new_tokens=2))) == {"i1"}


def test_left_truncation_keeps_the_beginning_of_text(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Asking what is left by hand gives the same answer."""
    engine = make_engine(tiny_model, deterministic=True)
    cut = "xyz" * 40
    kept = "0123456789" * 5
    sampling = Sampling(max_new_tokens=12)
    found = ends(
        engine.complete(
            [prompt(1, cut + kept)], sampling, truncation=Truncation.LEFT, max_prompt_tokens=1 + len(kept)
        )
    )
    assert completion(found["i1"]).usage.prompt_tokens == 1 + len(kept)
    assert completion(found["i1"]).text == texts(engine, [prompt(1, kept)], sampling)["i1"]


def test_context_leaves_room_for_the_answer(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Without a limit of the run, the context itself is the limit."""
    engine = make_engine(tiny_model, context=256)
    found = ends(engine.complete([prompt(1, "9" * 239), prompt(2, "9" * 240)], Sampling(max_new_tokens=16)))
    assert isinstance(found["i1"], type(completion(found["i1"])))
    failure = found["i2"]
    assert isinstance(failure, Failure)
    assert "241" in failure.reason
    assert "240" in failure.reason


def test_an_answer_ends_at_the_models_end_token_and_no_character_is_split(
    make_engine: MakeEngine, chain_model: Path
) -> None:
    """“é” and “東” come from two and three tokens, in one piece each."""
    asked = Prompt("i1", "", "", (BOS, Part(HEADER, special=True), Part("ya")))
    events = list(make_engine(chain_model).complete([asked], Sampling(max_new_tokens=50)))
    assert "".join(event.text for event in events if isinstance(event, Piece)) == "é東z"
    answered = next(event.completion for event in events if isinstance(event, Answered))
    assert answered.text == "é東z"
    assert answered.finish is Finish.STOP
    assert answered.usage.completion_tokens == 6


def test_counting_needs_no_weights_and_disturbs_no_run(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Between two events of a run, tokens can be counted."""
    engine = make_engine(tiny_model)
    before = engine.count_tokens(prompt(1))
    found = {}
    for event in engine.complete([prompt(number) for number in range(12)], Sampling(max_new_tokens=30)):
        if isinstance(event, Answered):
            found[event.completion.instance_id] = event.completion
            assert engine.count_tokens(prompt(1)) == before
    assert len(found) == 12


def test_a_second_call_takes_over(make_engine: MakeEngine, tiny_model: Path) -> None:
    """The first one is told so when it is asked on."""
    engine = make_engine(tiny_model)
    first = engine.complete([prompt(number) for number in range(30)], Sampling(max_new_tokens=100))
    for event in first:
        if isinstance(event, Piece):
            break
    assert set(texts(engine, [prompt(40)], Sampling(max_new_tokens=2))) == {"i40"}
    with pytest.raises(EngineError, match="something else"):
        list(first)


def test_many_windows(make_engine: MakeEngine, tiny_model: Path) -> None:
    """Prompts are taken as they are needed, not all at once."""
    taken = 0

    def prompts() -> Iterator[Prompt]:
        nonlocal taken
        for number in range(60):
            taken = number + 1
            yield prompt(number)

    engine = make_engine(tiny_model, window=8, sequences=4)
    first_answer_after = None
    count = 0
    for event in engine.complete(prompts(), Sampling(max_new_tokens=12)):
        if isinstance(event, Answered):
            count += 1
            first_answer_after = first_answer_after or taken
    assert count == 60
    assert first_answer_after is not None
    assert first_answer_after <= 32


@pytest.mark.parametrize("settings", [{"kv_type": "q8_0"}, {"flash_attention": False}])
def test_settings_work(make_engine: MakeEngine, slow_model: Path, settings: dict[str, object]) -> None:
    """Each of them alone."""
    engine = make_engine(slow_model, **settings)
    assert len(texts(engine, [prompt(number) for number in range(5)], Sampling(max_new_tokens=5))) == 5


def test_settings_that_a_model_cannot_have_are_explained(make_engine: MakeEngine, tiny_model: Path) -> None:
    """In llama.cpp's own words: 16 numbers of a head make no block of 32."""
    with pytest.raises(EngineError, match="block size"):
        list(make_engine(tiny_model, kv_type="q8_0").load())


def test_build_says_what_can_touch_an_answer(make_engine: MakeEngine, tiny_model: Path) -> None:
    """For the record of a run."""
    assert make_engine(tiny_model).build.startswith("llama.cpp 0.")
    assert "batched, f16" in make_engine(tiny_model).build
    assert "deterministic" in make_engine(tiny_model, deterministic=True).build
