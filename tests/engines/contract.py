"""What every engine promises. A test class for an engine inherits these tests and says how to make one."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from workbench.domain.runs import Answering, Completion, Failure, Finish, Part, Prompt, Sampling, Truncation
from workbench.engines.base import Answered, Began, Engine, EngineEvent, Failed, Loading, Piece, Waiting

BOS = Part("<|begin_of_text|>", special=True)


def prompt(number: int, text: str | None = None) -> Prompt:
    """A prompt of some words."""
    user = (
        text if text is not None else f"The patient of case {number} has fever and pain since {number} days."
    )
    return Prompt(f"i{number}", "", user, (BOS, Part(user)))


def ends(events: Iterable[EngineEvent]) -> dict[str, Completion | Failure]:
    """How each instance ended; it must be once."""
    found: dict[str, Completion | Failure] = {}
    for event in events:
        if isinstance(event, Answered | Failed):
            end = event.completion if isinstance(event, Answered) else event.failure
            assert end.instance_id not in found
            found[end.instance_id] = end
    return found


def completion(end: Completion | Failure) -> Completion:
    """The completion that `end` must be."""
    assert isinstance(end, Completion), end
    return end


class EngineContract:
    """Inherit, and give a fixture `engine`."""

    counts_tokens = True
    """Whether the engine knows how many tokens a prompt has before it is asked."""

    @pytest.fixture
    def engine(self) -> Iterator[Engine]:
        """An engine that is not loaded, with a context of 512 tokens or more. Closed by the fixture."""
        raise NotImplementedError

    def test_facts_and_build_are_known_before_loading(self, engine: Engine) -> None:
        """A run can be recorded before its first prompt is asked."""
        assert engine.facts.name
        assert engine.facts.file
        assert engine.build

    def test_identifying_ends_with_facts(self, engine: Engine) -> None:
        """How far is told while a file is read; once it is known, nothing is left to do."""
        fractions = [event.fraction for event in engine.identify()]
        assert fractions == sorted(fractions)
        assert engine.facts.name
        assert list(engine.identify()) == []

    def test_loading_ends_at_one_and_is_done_once(self, engine: Engine) -> None:
        """Progress rises from 0 to 1, and a loaded engine has nothing to load."""
        fractions = [event.fraction for event in engine.load()]
        assert fractions == sorted(fractions)
        assert fractions[-1] == 1.0
        assert list(engine.load()) == []

    def test_every_prompt_ends_once(self, engine: Engine) -> None:
        """More prompts than an engine answers at a time: each gets its own end."""
        found = ends(engine.complete([prompt(number) for number in range(20)], Sampling(max_new_tokens=6)))
        assert set(found) == {f"i{number}" for number in range(20)}
        assert all(isinstance(end, Completion) for end in found.values())

    def test_completing_loads_first(self, engine: Engine) -> None:
        """Nobody has to load an engine before asking it."""
        kinds = [type(event) for event in engine.complete([prompt(1)], Sampling(max_new_tokens=2))]
        assert kinds.index(Loading) < kinds.index(Began)

    def test_pieces_are_the_answer(self, engine: Engine) -> None:
        """What streams in is, put together, the completion; it begins with `Began`."""
        seen: dict[str, str] = {}
        for event in engine.complete([prompt(1), prompt(2)], Sampling(max_new_tokens=12)):
            if isinstance(event, Began):
                assert event.instance_id not in seen
                seen[event.instance_id] = ""
            elif isinstance(event, Piece):
                assert event.text
                seen[event.instance_id] += event.text
            elif isinstance(event, Answered):
                assert event.completion.text == seen[event.completion.instance_id]
        assert set(seen) == {"i1", "i2"}

    def test_greedy_is_the_same_every_time(self, engine: Engine) -> None:
        """The same list of prompts gives the same texts, in the same engine and after a new start."""
        asked = [prompt(number) for number in range(10)]
        texts = []
        for _ in range(3):
            found = ends(engine.complete(asked, Sampling(max_new_tokens=16)))
            texts.append({name: completion(end).text for name, end in found.items()})
            if len(texts) == 2:
                engine.close()
        assert texts[0] == texts[1] == texts[2]

    def test_too_long_a_prompt_is_refused_and_the_others_go_on(self, engine: Engine) -> None:
        """Nothing is cut in silence; the failure names both lengths."""
        long = prompt(1, "fever " * 300)
        found = ends(engine.complete([long, prompt(2)], Sampling(max_new_tokens=4), max_prompt_tokens=200))
        failure = found["i1"]
        assert isinstance(failure, Failure)
        assert failure.kind == "PromptTooLongError"
        assert "200" in failure.reason
        if self.counts_tokens:
            assert str(engine.count_tokens(long)) in failure.reason
        assert isinstance(found["i2"], Completion)

    def test_left_truncation_asks_what_fits(self, engine: Engine) -> None:
        """The paper's way, when it is chosen: the prompt has exactly the allowed length."""
        found = ends(
            engine.complete(
                [prompt(1, "fever " * 300)],
                Sampling(max_new_tokens=4),
                truncation=Truncation.LEFT,
                max_prompt_tokens=200,
            )
        )
        assert completion(found["i1"]).usage.prompt_tokens == 200

    def test_length_ends_an_answer(self, engine: Engine) -> None:
        """An answer has at most as many tokens as allowed, and says that it was cut."""
        found = ends(engine.complete([prompt(1)], Sampling(max_new_tokens=3)))
        answer = completion(found["i1"])
        assert answer.usage.completion_tokens == 3
        assert answer.finish is Finish.LENGTH

    def test_stop_text_ends_an_answer(self, engine: Engine) -> None:
        """What is before the stop text is the answer; the stop text is not part of it."""
        whole = completion(ends(engine.complete([prompt(1)], Sampling(max_new_tokens=20)))["i1"]).text
        stop = whole[4:6]
        answer = completion(
            ends(engine.complete([prompt(1)], Sampling(max_new_tokens=20, stop=("no such text", stop))))["i1"]
        )
        assert answer.text == whole[: whole.index(stop)]
        assert answer.finish is Finish.STOP

    def test_closing_the_generator_cancels(self, engine: Engine) -> None:
        """Whoever stops iterating stops the work, soon, and can ask again."""
        list(engine.load())
        events = engine.complete([prompt(number) for number in range(50)], Sampling(max_new_tokens=200))
        for event in events:
            if isinstance(event, Piece):
                break
        began = time.monotonic()
        events.close()
        assert time.monotonic() - began < 1.0
        assert set(ends(engine.complete([prompt(3)], Sampling(max_new_tokens=4)))) == {"i3"}

    def test_waiting_comes_often(self, engine: Engine) -> None:
        """Whoever iterates gets a turn, even when nothing is asked for a while."""

        def slow_prompts() -> Iterator[Prompt]:
            for number in range(4):
                time.sleep(0.06)
                yield prompt(number)

        list(engine.load())
        events = list(engine.complete(slow_prompts(), Sampling(max_new_tokens=2)))
        assert sum(isinstance(event, Waiting) for event in events) >= 2

    def test_error_of_the_prompts_is_the_callers(self, engine: Engine) -> None:
        """What making a prompt raises reaches whoever iterates, and the engine can be used again."""

        def broken_prompts() -> Iterator[Prompt]:
            yield prompt(1)
            raise LookupError("no such instance")

        with pytest.raises(LookupError):
            list(engine.complete(broken_prompts(), Sampling(max_new_tokens=2)))
        assert set(ends(engine.complete([prompt(2)], Sampling(max_new_tokens=2)))) == {"i2"}

    def test_no_prompts_are_no_work(self, engine: Engine) -> None:
        """Nothing asked, nothing answered."""
        assert ends(engine.complete([], Sampling())) == {}

    def test_tokens_are_counted_as_they_are_asked(self, engine: Engine) -> None:
        """The count shown before a run is the one recorded after it."""
        if not self.counts_tokens:
            pytest.skip("this engine does not count before asking")
        count = engine.count_tokens(prompt(1))
        found = ends(engine.complete([prompt(1)], Sampling(max_new_tokens=2)))
        assert completion(found["i1"]).usage.prompt_tokens == count

    def test_close_twice_and_use_again(self, engine: Engine) -> None:
        """Closing frees the model; asking loads it again."""
        list(engine.load())
        engine.close()
        engine.close()
        assert set(ends(engine.complete([prompt(1)], Sampling(max_new_tokens=2)))) == {"i1"}


OPTIONS = ("The right answer is A", "The right answer is B", "The right answer is C")


def closed(number: int) -> Prompt:
    """A prompt with three options."""
    return replace(prompt(number), options=OPTIONS)


class OwnSamplingContract:
    """What an engine promises about prompts that are answered otherwise than the others."""

    def test_a_prompts_own_sampling_counts(self, engine: Engine) -> None:
        """One prompt may be answered at another length; the others are as before."""
        short = replace(prompt(1), sampling=Sampling(max_new_tokens=2))
        found = ends(engine.complete([short, prompt(2)], Sampling(max_new_tokens=5)))
        tokens = [completion(found[name]).usage.completion_tokens for name in ("i1", "i2")]
        assert tokens == [2, 5]


class OptionsContract(OwnSamplingContract):
    """What an engine promises that can be held to options. To be inherited beside `EngineContract`."""

    @pytest.mark.parametrize("answering", [Answering.CONSTRAINED, Answering.LIKELIEST])
    def test_the_answer_is_one_of_the_options(self, engine: Engine, answering: Answering) -> None:
        """Nothing before it, nothing behind it. It streams where it is written, and only there."""
        events = list(engine.complete([closed(number) for number in range(4)], Sampling(answering=answering)))
        found = ends(events)
        assert len(found) == 4
        for name, end in found.items():
            answer = completion(end)
            assert answer.text in OPTIONS
            pieces = [
                piece.text for piece in events if isinstance(piece, Piece) and piece.instance_id == name
            ]
            streamed = answer.text if answering is Answering.CONSTRAINED else ""
            assert "".join(pieces) == streamed

    def test_the_likeliest_option_is_chosen_not_written(self, engine: Engine) -> None:
        """All options come with how likely they are, in their order; the answer is the likeliest."""
        answer = completion(ends(engine.complete([closed(1)], Sampling(answering=Answering.LIKELIEST)))["i1"])
        assert answer.finish is Finish.CHOSEN
        assert answer.usage.completion_tokens == 0
        assert answer.chances is None
        assert answer.options is not None
        assert [option.text for option in answer.options] == list(OPTIONS)
        assert all(option.tokens > 0 and option.logprob <= 0 for option in answer.options)
        assert max(answer.options, key=lambda option: option.logprob).text == answer.text

    def test_a_written_option_has_no_option_chances(self, engine: Engine) -> None:
        """It ends of itself."""
        answer = completion(
            ends(engine.complete([closed(1)], Sampling(answering=Answering.CONSTRAINED)))["i1"]
        )
        assert (answer.finish, answer.options) == (Finish.STOP, None)
        assert answer.usage.completion_tokens > 0

    @pytest.mark.parametrize("answering", list(Answering))
    def test_without_options_an_answer_is_free(self, engine: Engine, answering: Answering) -> None:
        """However options are to be used: with none, nothing changes; and free answers ignore them."""
        free = completion(ends(engine.complete([prompt(1)], Sampling(max_new_tokens=6)))["i1"])
        asked = closed(1) if answering is Answering.FREE else prompt(1)
        found = ends(engine.complete([asked], Sampling(max_new_tokens=6, answering=answering)))
        assert completion(found["i1"]).text == free.text
        assert completion(found["i1"]).options is None

    def test_one_prompt_may_be_chosen_among_written_ones(self, engine: Engine) -> None:
        """A prompt's own sampling says how its options are used."""
        chosen = replace(closed(1), sampling=Sampling(answering=Answering.LIKELIEST))
        found = ends(engine.complete([chosen, prompt(2)], Sampling(max_new_tokens=3)))
        assert completion(found["i1"]).finish is Finish.CHOSEN
        assert completion(found["i2"]).finish is Finish.LENGTH


class ChancesContract:
    """What an engine promises that tells how sure it was. To be inherited beside `EngineContract`."""

    def test_every_token_of_the_answer_has_its_chance(self, engine: Engine) -> None:
        """As many as were written; their characters are those of the text."""
        for end in ends(engine.complete([prompt(1), prompt(2)], Sampling(max_new_tokens=12))).values():
            answer = completion(end)
            assert answer.chances is not None
            assert len(answer.chances) == answer.usage.completion_tokens
            assert sum(chance.characters for chance in answer.chances) == len(answer.text)
            assert all(chance.characters >= 0 and chance.logprob <= 0 for chance in answer.chances)

    def test_chances_are_the_same_every_time(self, engine: Engine) -> None:
        """Greedy answers come with the same numbers."""
        both = [
            completion(ends(engine.complete([prompt(3)], Sampling(max_new_tokens=8)))["i3"]).chances
            for _ in range(2)
        ]
        assert both[0] == both[1]
