"""An answer knows how sure the model was of each part of its text."""

import numpy as np
import pytest

from workbench.domain.runs import Finish, Sampling, Usage
from workbench.engines.llama.answers import Chosen, Request, Written
from workbench.engines.llama.choice import Row

USAGE = Usage(1, 0, 3, 0.0, 0.0)


def row(token: int, size: int = 4) -> Row:
    """A row in which `token` has three quarters of the probability of each other one to the power of ten."""
    logits = np.zeros(size, np.float32)
    logits[token] = 2.0
    return logits


def request(**sampling: object) -> Request:
    """A prompt of two tokens."""
    return Request("i1", np.array([1, 2], np.int32), Sampling(**sampling))  # type: ignore[arg-type]


def test_each_token_has_its_characters_and_its_chance() -> None:
    """Half a character has none; the second half has it."""
    written = Written(request(max_new_tokens=3))
    said = ""
    for piece in (b"a", "é".encode()[:1], "é".encode()[1:]):
        assert written.choose(row(3)) == 3
        said += written.add(piece)
    answer = written.completion(USAGE)
    assert (said, answer.text, answer.finish) == ("aé", "aé", Finish.LENGTH)
    assert answer.chances is not None
    assert [chance.characters for chance in answer.chances] == [1, 0, 1]
    expected = 2.0 - np.log(np.exp(2.0) + 3)
    assert [chance.logprob for chance in answer.chances] == pytest.approx([expected] * 3, abs=1e-5)


def test_a_stop_text_has_no_characters() -> None:
    """The characters of all tokens together are the text."""
    written = Written(request(max_new_tokens=9, stop=("\n\n",)))
    for piece in (b"yes\n", b"\nno"):
        written.choose(row(1))
        written.add(piece)
    answer = written.completion(USAGE)
    assert (answer.text, answer.finish) == ("yes", Finish.STOP)
    assert answer.chances is not None
    assert [chance.characters for chance in answer.chances] == [3, 0]


def test_the_end_is_no_part_of_an_answer() -> None:
    """Neither its text nor its chance."""
    written = Written(request(max_new_tokens=9))
    written.choose(row(0))
    written.add(b"a")
    written.choose(row(1))
    written.end()
    answer = written.completion(USAGE)
    assert (answer.text, answer.finish, written.count) == ("a", Finish.STOP, 1)
    assert answer.chances is not None
    assert len(answer.chances) == 1


def test_nothing_is_written_when_nothing_may_be() -> None:
    """An answer of no tokens is an answer."""
    assert Written(request(max_new_tokens=0)).finish is Finish.LENGTH


def test_the_likeliest_option_is_chosen() -> None:
    """With all likelihoods in the order of the options."""
    asked = Request(
        "i1",
        np.array([1], np.int32),
        Sampling(),
        options=(("B", np.array([2], np.int32)), ("A", np.array([3], np.int32))),
    )
    chosen = Chosen(asked)
    (path,) = chosen.paths
    assert chosen.take(path, 0, [row(3)])
    answer = chosen.completion(chosen.began)
    assert (answer.text, answer.finish, answer.usage.completion_tokens) == ("A", Finish.CHOSEN, 0)
    assert answer.options is not None
    assert [option.text for option in answer.options] == ["B", "A"]
    assert answer.options[1].logprob - answer.options[0].logprob == pytest.approx(2.0)
