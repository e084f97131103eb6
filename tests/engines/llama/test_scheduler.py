"""The scheduler computes what is shared once, answers everything, and never mixes up sequences."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.runs import Completion, Finish, Sampling
from workbench.engines.base import Answered, Began, Piece
from workbench.engines.llama.answers import Request
from workbench.engines.llama.choice import Row
from workbench.engines.llama.scheduler import Limits, Scheduler, Step, Stretch

VOCABULARY = 64
END = 0
SMALL_CHANGE = 48
"""Tokens that may be computed twice, because waiting for so few of them would cost more."""


class FakeModel:
    """Says what comes next by a hash of everything before it: a token in the wrong place changes all."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._held: list[list[tuple[int, int]]] = [[] for _ in range(limits.sequences)]
        """Token and cell, for each sequence."""
        self._cells = 0
        self.most_cells = 0
        self.computed = 0
        self.steps: list[int] = []

    def decode(self, stretches: Sequence[Stretch]) -> list[Row]:
        """Compute the stretches, as llama.cpp would."""
        rows = []
        for stretch in stretches:
            held = self._held[stretch.sequence]
            assert stretch.position == len(held)
            assert len(stretch.tokens)
            for token in stretch.tokens.tolist():
                self._cells += 1
                held.append((token, self._cells))
            assert len(held) <= self._limits.context
            whole = [token for token, _cell in held]
            for back in range(stretch.rows - 1, -1, -1):
                row = np.zeros(VOCABULARY, np.float32)
                row[following(whole[: len(whole) - back])] = 1.0
                rows.append(row)
        assert len(rows) <= self._limits.rows
        size = sum(len(stretch.tokens) for stretch in stretches)
        assert 0 < size <= self._limits.chunk
        self.computed += size
        self.steps.append(size)
        used = len({cell for held in self._held for _token, cell in held})
        assert used <= self._limits.cells
        self.most_cells = max(self.most_cells, used)
        return rows

    def copy(self, source: int, target: int, length: int) -> None:
        """Share cells."""
        assert not self._held[target]
        self._held[target] = self._held[source][:length]

    def keep(self, sequence: int, length: int) -> None:
        """Drop cells."""
        del self._held[sequence][length:]

    def clear(self) -> None:
        """Drop all cells."""
        for held in self._held:
            held.clear()

    def ends(self, token: int) -> bool:
        """Whether `token` is the end."""
        return token == END

    def piece(self, token: int) -> bytes:
        """Letters."""
        return bytes([64 + token])


def following(tokens: Sequence[int]) -> int:
    """The token after `tokens`; the end comes once in a while."""
    return hashlib.sha256(bytes(tokens)).digest()[0] % VOCABULARY


def expected(tokens: Sequence[int], most: int) -> tuple[str, Finish]:
    """The answer, worked out the slow and obvious way."""
    held, text = list(tokens), ""
    for _ in range(most):
        token = following(held)
        if token == END:
            return text, Finish.STOP
        held.append(token)
        text += chr(64 + token)
    return text, Finish.LENGTH


def requests(prompts: Sequence[Sequence[int]], most: int = 8) -> list[Request]:
    """Requests named by their place."""
    sampling = Sampling(max_new_tokens=most)
    return [Request(f"i{at}", np.array(tokens, np.int32), sampling) for at, tokens in enumerate(prompts)]


def answers(steps: Sequence[Step]) -> dict[str, Completion]:
    """What was answered in `steps`; each once, after it began, and as it was streamed."""
    begun: dict[str, str] = {}
    found: dict[str, Completion] = {}
    for event in (event for step in steps for event in step.events):
        if isinstance(event, Began):
            assert event.instance_id not in begun
            begun[event.instance_id] = ""
        elif isinstance(event, Piece):
            begun[event.instance_id] += event.text
        elif isinstance(event, Answered):
            assert event.completion.instance_id not in found
            assert begun[event.completion.instance_id] == event.completion.text
            found[event.completion.instance_id] = event.completion
    return found


def run(
    prompts: Sequence[Sequence[int]], limits: Limits, most: int = 8, window: int = 64
) -> tuple[dict[str, Completion], FakeModel, list[Step]]:
    """Answer all prompts."""
    model = FakeModel(limits)
    asked = requests(prompts, most)
    windows = iter([asked[at : at + window] for at in range(0, len(asked), window)])
    steps = list(Scheduler(model, limits).run(windows))
    return answers(steps), model, steps


def shared_prompts(groups: int, each: int, prefix: int, own: int) -> list[list[int]]:
    """Prompts in groups that begin alike; what is their own differs from its first token on."""
    random = np.random.default_rng(5)
    found = []
    for _ in range(groups):
        beginning = random.integers(1, VOCABULARY, prefix).tolist()
        found += [
            [*beginning, at + 1, *random.integers(1, VOCABULARY, own - 1).tolist()] for at in range(each)
        ]
    return found


prompt_lists = st.lists(
    st.tuples(st.integers(0, 3), st.lists(st.integers(1, 3), min_size=1, max_size=40)),
    max_size=30,
)


@given(
    prompts=prompt_lists,
    sequences=st.integers(1, 5),
    chunk=st.integers(5, 40),
    room=st.integers(0, 300),
    most=st.integers(0, 12),
    window=st.integers(1, 20),
    share=st.booleans(),
    deterministic=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_answers_are_those_of_one_at_a_time(
    *,
    prompts: list[tuple[int, list[int]]],
    sequences: int,
    chunk: int,
    room: int,
    most: int,
    window: int,
    share: bool,
    deterministic: bool,
) -> None:
    """Whatever is shared, waits or is squeezed out: every prompt is answered as if it were alone."""
    full = [[9, 8, 7, 6] * (5 * group) + own for group, own in prompts]
    context = 20 * 4 + 40 + 12
    limits = Limits(1 if deterministic else sequences, context, context + room, chunk, share, deterministic)
    found, _model, _steps = run(full, limits, most, window)
    assert {name: (one.text, one.finish) for name, one in found.items()} == {
        f"i{at}": expected(tokens, most) for at, tokens in enumerate(full)
    }


def test_a_shared_beginning_is_computed_once() -> None:
    """24 prompts of 300 shared and 20 own tokens: 300 + 24 x 20 are computed, and not 24 x 320."""
    found, _model, steps = run(shared_prompts(1, 24, 300, 20), Limits(8, 512, 4096, 64))
    assert len(found) == 24
    assert steps[-1].prefilled == 300 + 24 * 20
    assert sorted(one.usage.shared_tokens for one in found.values()) == [0] + 23 * [300]


def test_no_more_is_kept_than_others_begin_with() -> None:
    """Of 24 prompts' own tokens, those of the four that are written stay; the rest would slow every step."""
    _found, model, _steps = run(shared_prompts(1, 24, 100, 100), Limits(4, 512, 8192, 64))
    assert model.most_cells <= 100 + 4 * (100 + 8)


def test_groups_that_come_mixed_are_put_together() -> None:
    """Prompts of three tasks in turn cost as much as one task after the other."""
    prompts = shared_prompts(3, 10, 192, 20)
    mixed = [prompts[group * 10 + at] for at in range(10) for group in range(3)]
    _found, _model, steps = run(mixed, Limits(4, 512, 4096, 64))
    assert steps[-1].prefilled == pytest.approx(3 * (192 + 10 * 20), abs=SMALL_CHANGE)


def test_nested_beginnings_are_each_computed_once() -> None:
    """A definition that all share, then shots that some share: neither is computed twice."""
    random = np.random.default_rng(3)
    definition = random.integers(1, VOCABULARY, 128).tolist()
    shots = [[at + 1, *random.integers(1, VOCABULARY, 63).tolist()] for at in range(3)]
    own = [[at + 1, *random.integers(1, VOCABULARY, 19).tolist()] for at in range(12)]
    prompts = [definition + shots[at % 3] + tokens for at, tokens in enumerate(own)]
    _found, _model, steps = run(prompts, Limits(4, 512, 4096, 64))
    assert steps[-1].prefilled == pytest.approx(128 + 3 * 64 + 12 * 20, abs=SMALL_CHANGE)


def test_a_beginning_stays_for_the_next_window() -> None:
    """Prompts that come later find what was computed before."""
    _found, _model, steps = run(shared_prompts(1, 40, 300, 20), Limits(4, 512, 4096, 64), window=10)
    assert steps[-1].prefilled == 300 + 40 * 20


def test_without_sharing_everything_is_computed() -> None:
    """The comparison that the benchmark makes."""
    found, _model, steps = run(shared_prompts(1, 6, 100, 20), Limits(4, 512, 4096, 64, share=False))
    assert steps[-1].prefilled == 6 * 120
    assert all(one.usage.shared_tokens == 0 for one in found.values())


def test_equal_prompts_compute_their_last_token() -> None:
    """The row after the last token is needed by each of them."""
    _found, _model, steps = run(5 * shared_prompts(1, 1, 99, 1), Limits(4, 512, 4096, 64))
    assert steps[-1].prefilled == 100 + 4


def test_answers_go_on_while_a_long_prompt_is_read() -> None:
    """An answer under way gets a token in every second step."""
    model = FakeModel(limits := Limits(2, 1024, 4096, 32))
    short, long = [5, 6], np.random.default_rng(1).integers(1, VOCABULARY, 900).tolist()
    names = {"i0": 0, "i1": 0}
    first, second = requests([short, long], 20)
    for step in Scheduler(model, limits).run(iter([[first], [second]])):
        for event in step.events:
            if isinstance(event, Piece):
                names[event.instance_id] += 1
        if names["i1"]:
            break
    assert expected(short, 20)[1] is Finish.LENGTH
    assert names["i0"] == 20


def test_a_sequence_is_refilled_at_once() -> None:
    """No step goes by with a free sequence while prompts wait."""
    prompts = [[at + 1, at + 2, at + 3] for at in range(40)]
    found, model, _steps = run(prompts, Limits(4, 512, 4096, 64), most=10)
    written = sum(one.usage.completion_tokens + 1 for one in found.values())
    # Four at a time: only the tail may run with fewer.
    assert len(model.steps) <= written / 4 + 12


def test_tokens_in_steps_do_not_depend_on_the_clock() -> None:
    """The same prompts make the same steps; this is why greedy answers are the same every time."""
    prompts = shared_prompts(4, 9, 120, 30)
    limits = Limits(4, 512, 1024, 48)
    first, second = (run(prompts, limits)[1].steps for _ in range(2))
    assert first == second


def test_little_room_means_fewer_at_a_time() -> None:
    """Where eight do not fit beside each other, fewer are written, and nothing overflows."""
    found, model, _steps = run(shared_prompts(8, 3, 200, 50), Limits(8, 512, 600, 64), most=20)
    assert len(found) == 24
    assert model.most_cells <= 600


def test_deterministic_steps_do_not_depend_on_the_others() -> None:
    """A prompt's own steps begin at whole chunks, whether or not something was there already."""
    limits = Limits(1, 1024, 1024, 64, deterministic=True)
    prompts = shared_prompts(1, 4, 300, 50)
    found, _model, steps = run(prompts, limits)
    assert sorted(one.usage.shared_tokens for one in found.values()) == [0, 256, 256, 256]
    assert steps[-1].prefilled == 350 + 3 * (350 - 256)


def test_stop_text_ends_an_answer_early() -> None:
    """The sequence is free as soon as the stop text is complete."""
    tokens = [5, 6]
    whole, finish = expected(tokens, 20)
    assert finish is Finish.LENGTH
    model = FakeModel(limits := Limits(2, 64, 128, 16))
    sampling = Sampling(max_new_tokens=20, stop=(whole[5:8],))
    asked = [replace(request, sampling=sampling) for request in requests([tokens])]
    found = answers(list(Scheduler(model, limits).run(iter([asked]))))
    assert found["i0"].text == whole[:5]
    assert found["i0"].finish is Finish.STOP
    assert found["i0"].usage.completion_tokens == 8


def test_closing_leaves_nothing_behind() -> None:
    """A run that was cancelled does not change the next one."""
    limits = Limits(4, 512, 4096, 64)
    model = FakeModel(limits)
    scheduler = Scheduler(model, limits)
    steps = scheduler.run(iter([requests(shared_prompts(2, 6, 100, 20), 9)]))
    next(steps)
    steps.close()
    again = list(scheduler.run(iter([requests([[1, 2, 3]], 9)])))
    assert answers(again)["i0"].text == expected([1, 2, 3], 9)[0]
    assert again[-1].prefilled == 3


@pytest.mark.parametrize("window", [1, 3, 50])
def test_windows_may_be_empty(window: int) -> None:
    """A window whose prompts were all refused is no end."""
    limits = Limits(2, 64, 128, 16)
    asked = requests([[1, 2], [3, 4]], 2)
    steps = list(Scheduler(FakeModel(limits), limits).run(iter([[], asked[:1], *([[]] * window), asked[1:]])))
    assert set(answers(steps)) == {"i0", "i1"}


def test_a_sleep_is_not_what_an_answer_took() -> None:
    """The machine slept between two steps: neither reading nor writing took a night."""
    now = [0.0]

    class Slept(FakeModel):
        """Takes a second for a step, and once a night."""

        def decode(self, stretches: Sequence[Stretch]) -> list[Row]:
            """Compute."""
            now[0] += 30000.0 if len(self.steps) in {2, 9} else 1.0
            return super().decode(stretches)

    limits = Limits(4, 512, 4096, 64)
    asked = requests(shared_prompts(2, 3, 100, 10))
    steps = list(Scheduler(Slept(limits), limits, lambda: now[0]).run(iter([asked])))
    for completion in answers(steps).values():
        assert completion.usage.prefill_seconds < 60.0
        assert completion.usage.decode_seconds < 60.0
