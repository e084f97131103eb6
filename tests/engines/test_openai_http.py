"""Any OpenAI-compatible server is an engine: it streams, it is cancelled, and its faults have names."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tests.engines.chat_server import ChatServer, Handler, Reply, answering, serving, speaking
from tests.engines.contract import EngineContract, OwnSamplingContract
from workbench.domain.errors import BrokenAnswerError, EndpointError, UnsupportedSamplingError
from workbench.domain.runs import Answering, Finish, Part, Prompt, Sampling, Truncation
from workbench.engines.base import (
    Answered,
    Began,
    Engine,
    EngineEvent,
    Failed,
    Limited,
    Loading,
    Piece,
    Waiting,
)
from workbench.engines.openai_http import EndpointSettings, OpenAIEngine

GREEDY = Sampling()
QUICK = EndpointSettings(requests_at_once=2, stall_seconds=0.3, tries=3, first_pause=0.01)


class TestContract(EngineContract, OwnSamplingContract):
    """What every engine promises."""

    counts_tokens = False

    @pytest.fixture
    def engine(self) -> Iterator[Engine]:
        """An engine for a server that answers like a real one."""
        with serving(speaking) as server, OpenAIEngine(server.url) as made:
            yield made

    def test_left_truncation_asks_what_fits(self, engine: Engine) -> None:
        """Tokens cannot be cut off where they are not known: a prompt that was too long is a failure."""
        long = prompt(1, system="fever " * 300)
        *_, failed = engine.complete([long], GREEDY, truncation=Truncation.LEFT, max_prompt_tokens=200)
        assert isinstance(failed, Failed)
        assert failed.failure.kind == "PromptTooLongError"


def prompt(number: int = 1, system: str = "Answer.") -> Prompt:
    """A small prompt."""
    user = f"Question {number}"
    return Prompt(f"i{number}", system, user, (Part("<|begin_of_text|>", special=True), Part(system + user)))


def engine(server: ChatServer, settings: EndpointSettings = QUICK) -> OpenAIEngine:
    """An engine for the server."""
    return OpenAIEngine(server.url, settings=settings)


def ask(
    server: ChatServer, *prompts: Prompt, sampling: Sampling = GREEDY, limit: int | None = None
) -> list[EngineEvent]:
    """All events but heartbeats."""
    events = engine(server).complete(prompts or (prompt(),), sampling, max_prompt_tokens=limit)
    return [event for event in events if not isinstance(event, Waiting | Loading)]


UNSUPPORTED = [
    (Sampling(answering=Answering.LIKELIEST), "answer freely"),
    (Sampling(answering=Answering.CONSTRAINED), "answer freely"),
    (Sampling(grammar="root ::= [a-z]+"), "Leave the grammar out"),
    (Sampling(temperature=0.7, top_k=40), "use top-p"),
    (Sampling(temperature=0.7, min_p=0.05), "use top-p"),
]


@pytest.mark.parametrize(("sampling", "instead"), UNSUPPORTED)
def test_what_the_protocol_cannot_say_is_refused(sampling: Sampling, instead: str) -> None:
    """Nothing is sent that a server might ignore in silence; the message says what to do instead."""
    with serving(answering("x")) as server:
        made = engine(server)
        assert isinstance(made, Limited)
        with pytest.raises(UnsupportedSamplingError, match=instead):
            list(made.complete([prompt()], sampling))
        assert server.asked == []


def test_a_prompt_that_asks_for_it_alone_fails_alone() -> None:
    """The others are answered."""
    own = replace(prompt(1), sampling=Sampling(grammar="root ::= [a-z]+"))
    with serving(answering("x")) as server:
        events = ask(server, own, prompt(2))
    assert [event.failure.kind for event in events if isinstance(event, Failed)] == [
        "UnsupportedSamplingError"
    ]
    assert [event.completion.instance_id for event in events if isinstance(event, Answered)] == ["i2"]


def test_limits_of_chance_do_not_matter_where_there_is_none() -> None:
    """At temperature 0 top-k and min-p decide nothing, so they are no reason to refuse."""
    with serving(answering("x")) as server:
        *_, last = ask(server, sampling=Sampling(top_k=40, min_p=0.05))
    assert isinstance(last, Answered)
    assert (last.completion.chances, last.completion.options) == (None, None)


def failure(server: ChatServer, **options: Any) -> tuple[str, str]:
    """Kind and reason of the one failure that asking one prompt ends in."""
    *_, last = ask(server, **options)
    assert isinstance(last, Failed)
    return last.failure.kind, last.failure.reason


def test_an_answer_streams_in() -> None:
    """Pieces as they come, then the whole with what it cost."""
    with serving(answering("The ", "answer", " 糖😀")) as server:
        began, *pieces, answered = ask(server)
    assert isinstance(began, Began)
    assert pieces == [Piece("i1", "The "), Piece("i1", "answer"), Piece("i1", " 糖😀")]
    assert isinstance(answered, Answered)
    completion = answered.completion
    assert (completion.instance_id, completion.text, completion.finish) == (
        "i1",
        "The answer 糖😀",
        Finish.STOP,
    )
    usage = completion.usage
    assert (usage.prompt_tokens, usage.shared_tokens, usage.completion_tokens) == (7, 2, 3)
    assert usage.prefill_seconds >= 0
    assert usage.decode_seconds >= 0


def test_the_request_says_everything_that_decides_the_answer() -> None:
    """Model, both messages, and the whole sampling."""
    sampling = Sampling(temperature=0.5, top_p=0.9, seed=3, max_new_tokens=20, stop=("\n\n",))
    with serving(answering("x")) as server:
        ask(server, prompt(), sampling=sampling)
        ask(server, prompt(system=""))
    first, second = server.asked
    assert first == {
        "model": "tiny",
        "messages": [
            {"role": "system", "content": "Answer."},
            {"role": "user", "content": "Question 1"},
        ],
        "stream": True,
        "stream_options": {"include_usage": True},
        "temperature": 0.5,
        "top_p": 0.9,
        "seed": 3,
        "max_tokens": 20,
        "stop": ["\n\n"],
    }
    assert second["messages"] == [{"role": "user", "content": "Question 1"}]
    assert second["temperature"] == 0
    assert "stop" not in second


def test_a_key_is_sent_and_shown_nowhere() -> None:
    """As a bearer token; facts and representations do not have it."""
    with serving(answering("x")) as server:
        secret = OpenAIEngine(server.url, key="s3cret")
        assert list(secret.complete([prompt()], Sampling()))
        assert server.keys == ["Bearer s3cret"]
        assert "s3cret" not in repr(secret.facts)


def test_facts_name_model_and_address() -> None:
    """The one model that the server offers, or the one that was named."""
    with serving(answering("x"), models=("llama-3",)) as server:
        facts = engine(server).facts
        assert (facts.name, facts.file, facts.sha256) == ("llama-3", server.url, "")
        assert OpenAIEngine(f"{server.url}#llama-3").facts.name == "llama-3"
    assert engine(server).build
    assert OpenAIEngine("http://127.0.0.1:9/v1#named").facts.name == "named"


@pytest.mark.parametrize("models", [("a", "b"), (), None])
def test_a_server_with_several_models_needs_a_name(models: tuple[str, ...] | None) -> None:
    """The error says what there is and how to name one."""
    with (
        serving(answering("x"), models=models) as server,
        pytest.raises(EndpointError, match="#name") as caught,
    ):
        _ = engine(server).facts
    assert ("a, b" in str(caught.value)) == bool(models)


@pytest.mark.parametrize("answer", [[], {"data": None}, {"models": []}, "x"])
def test_a_server_that_lists_its_models_oddly_is_believed(answer: object) -> None:
    """The named model is asked for; nothing can be said about it before."""
    with serving(answering("x")) as server:
        server.listing = answer
        assert list(OpenAIEngine(server.url, "c").load())[-1] == Loading(1.0)


def test_a_server_that_is_slow_to_list_its_models_can_be_left() -> None:
    """Loading gives heartbeats too, and closing it takes no time."""
    with serving(answering("x"), listing_pause=20) as server:
        events = engine(server, EndpointSettings(stall_seconds=20)).load()
        assert [next(events) for _ in range(3)] == [Loading(0.0)] * 3
        before = time.monotonic()
        events.close()
        assert time.monotonic() - before < 0.2
    with (
        serving(answering("x"), listing_pause=20) as server,
        pytest.raises(BrokenAnswerError, match="nothing came"),
    ):
        list(engine(server).load())


def test_a_server_that_refuses_to_list_its_models_is_an_error() -> None:
    """A missing key is said before the first prompt."""
    with serving(answering("x"), listing_status=401) as server, pytest.raises(EndpointError, match="401"):
        list(engine(server).load())


def test_an_address_that_moved_is_said() -> None:
    """Redirections are not followed: a person decides where prompts go."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        handler.send_response(307)
        handler.send_header("Location", "http://example.org/v1")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with serving(reply) as server, pytest.raises(EndpointError, match=r"moved to http://example\.org/v1"):
        ask(server)


def test_a_model_that_is_not_there_is_said_before_asking() -> None:
    """Naming the ones that are; a server that does not tell is believed."""
    with serving(answering("x"), models=("a", "b")) as server:
        with pytest.raises(EndpointError, match=r"no model named “c”\. It has: a, b"):
            list(OpenAIEngine(server.url, "c").load())
        server.models = ("c:latest",)
        assert list(OpenAIEngine(server.url, "c").load())[-1] == Loading(1.0)
        server.models = None
        assert list(OpenAIEngine(server.url, "c").load())[-1] == Loading(1.0)


def test_several_requests_are_in_flight() -> None:
    """As many as the settings say and no more; every prompt ends once."""
    with serving(answering("a", "b", pause=0.02)) as server:
        events = ask(server, *(prompt(number) for number in range(7)))
    ended = [event.completion.instance_id for event in events if isinstance(event, Answered)]
    assert sorted(ended) == [f"i{number}" for number in range(7)]
    assert server.most_at_once == 2


def test_prompts_are_taken_only_when_they_can_be_asked() -> None:
    """A hundred thousand prompts are not built beforehand."""
    taken = 0

    def prompts() -> Iterator[Prompt]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield prompt(number)

    with serving(answering("a", pause=0.01)) as server:
        events = engine(server).complete(prompts(), Sampling())
        while not isinstance(next(events), Answered):
            pass
        events.close()
    assert taken <= 3


def slow(handler: Handler, body: dict[str, Any]) -> None:
    """One word, then nothing until the test is over."""
    handler.begin()
    handler.piece("word")
    handler.state.stopped.wait(20)


def silent(handler: Handler, body: dict[str, Any]) -> None:
    """Nothing at all until the test is over."""
    handler.state.stopped.wait(20)


def refusing(answer: object, status: int) -> Reply:
    """A reply that refuses."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        handler.json(answer, status)

    return reply


def dropping(handler: Handler, body: dict[str, Any]) -> None:
    """A connection that closes without a word."""


def test_heartbeats_come_while_nothing_does() -> None:
    """At least every 100 ms, so that whoever iterates can stop; they count the tokens."""
    with serving(slow) as server:
        events = engine(server, EndpointSettings(stall_seconds=20)).complete([prompt()], Sampling())
        times, last = [], None
        for event in events:
            if isinstance(event, Waiting):
                times.append(time.monotonic())
                last = event
            if len(times) == 8:
                break
        events.close()
    assert sorted(later - sooner for sooner, later in pairwise(times))[3] < 0.1
    assert last is not None
    assert last.decoded_tokens == 1
    assert last.prefilled_tokens > 0


@pytest.mark.parametrize("reply", [slow, silent])
def test_closing_cancels_at_once_and_leaves_the_engine_usable(reply: Any) -> None:
    """In the middle of an answer, and before it: under 200 ms, and the server sees the connection go."""
    with serving(reply) as server:
        asked = engine(server, EndpointSettings(stall_seconds=20))
        events = asked.complete([prompt(1), prompt(2)], Sampling())
        while len(server.asked) < 2:
            next(events)
        before = time.monotonic()
        events.close()
        assert time.monotonic() - before < 0.2
        server.reply = answering("fine")
        assert any(isinstance(event, Answered) for event in asked.complete([prompt()], Sampling()))


def test_a_server_that_is_not_there_is_an_error() -> None:
    """The address stands in the message; nothing is asked again and again."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1#x"
        with pytest.raises(EndpointError, match="cannot be reached: Connection refused"):
            list(OpenAIEngine(url, settings=QUICK).complete([prompt()], Sampling()))


def test_a_server_that_goes_away_ends_the_call() -> None:
    """Not one failure for each of ten thousand prompts: the run stays open and can be resumed."""
    with serving(answering("x")) as server:
        asked = engine(server)
        list(asked.load())
    with pytest.raises(EndpointError, match="cannot be reached"):
        list(asked.complete([prompt(1), prompt(2)], Sampling()))


def dying(handler: Handler, body: dict[str, Any]) -> None:
    """Half an answer, then a closed connection."""
    handler.begin()
    handler.piece("half")


def test_a_stream_that_breaks_off_fails_alone() -> None:
    """The prompt is failed, with its reason; what was half said is no answer; the others go on."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        (dying if "1" in body["messages"][1]["content"] else answering("whole"))(handler, body)

    with serving(reply) as server:
        events = ask(server, *(prompt(number) for number in (1, 2, 3)))
        assert len(server.asked) == 3
    (failed,) = [event.failure for event in events if isinstance(event, Failed)]
    assert (failed.instance_id, failed.kind) == ("i1", "BrokenAnswerError")
    assert "broke off: the connection closed" in failed.reason
    assert sorted(event.completion.instance_id for event in events if isinstance(event, Answered)) == [
        "i2",
        "i3",
    ]


def test_a_server_that_stalls_is_given_up() -> None:
    """Before an answer and within it, once, after the time that the settings give."""
    with serving(slow) as server:
        assert failure(server) == (
            "BrokenAnswerError",
            f"The answer of {server.url} broke off: nothing came for 0.3 seconds.",
        )
    with serving(silent) as server:
        assert "nothing came for 0.3 seconds" in failure(server)[1]
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(status: int) -> None:
    """With pauses, a bounded number of times; then the prompt fails with what the server said."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        if len(handler.state.asked) % 3:
            handler.json({"error": {"message": "slow down\nplease"}}, status)
        else:
            answering("at last")(handler, body)

    with serving(reply) as server:
        assert isinstance(ask(server)[-1], Answered)
        assert len(server.asked) == 3
    with serving(refusing({"error": {"message": "slow down\nplease"}}, status)) as server:
        kind, reason = failure(server)
        assert len(server.asked) == 3
    assert kind == "EndpointError"
    assert f"answered {status}" in reason
    assert reason.endswith(": slow down please")


def test_a_connection_that_drops_before_the_answer_is_tried_again() -> None:
    """A server that restarts costs a pause, not a prompt; one that always drops fails the prompt."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        if len(handler.state.asked) > 1:
            answering("back")(handler, body)

    with serving(reply) as server:
        assert isinstance(ask(server)[-1], Answered)
    with serving(dropping) as server:
        assert failure(server)[0] == "BrokenAnswerError"
        assert len(server.asked) == 3


def test_a_prompt_that_is_refused_fails_alone() -> None:
    """With an excerpt of what the server says, whatever its form; it is not asked again."""
    with serving(refusing({"detail": "x" * 1000}, 400)) as server:
        kind, reason = failure(server)
        assert len(server.asked) == 1
    assert kind == "EndpointError"
    assert len(reason) < 500


def test_a_refusal_in_any_form_is_understood() -> None:
    """Nonsense, bytes that are no text, a head that promises more than comes: still one failure."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        handler.send_response(400)
        handler.send_header("Content-Length", "300000")
        handler.end_headers()
        handler.send(b"[" * 60_000 + b"\xff")

    with serving(reply) as server:
        kind, reason = failure(server)
    assert kind == "EndpointError"
    assert "400" in reason


def test_a_whole_answer_that_breaks_off_is_a_failure() -> None:
    """Where a server does not stream, too."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "300")
        handler.end_headers()
        handler.send(b'{"choices": [')

    with serving(reply) as server:
        assert failure(server)[0] == "BrokenAnswerError"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_every_prompt_would_meet_ends_the_call(status: int) -> None:
    """A missing key or a wrong path is said once."""
    with serving(refusing({"message": "no entry"}, status)) as server:
        with pytest.raises(EndpointError, match="no entry") as caught:
            ask(server, prompt(1), prompt(2))
        assert caught.value.status == status


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"data: {nonsense\n\n", "not JSON"),
        (b"data: [1]\n\n", "no JSON object"),
        (b"data: " + b"[" * 100_000 + b"\n\n", "not JSON"),
        (b'data: {"error": {"message": "out of memory"}}\n\n', "the server says: out of memory"),
        (b'data: {"error": "boom"}\n\n', "the server says: boom"),
        (b"\xff\xfe\n\n", "the connection closed"),
        (b"data: [DONE]\n\n", "sent no answer"),
    ],
)
def test_nonsense_is_a_failure(sent: bytes, words: str) -> None:
    """Whatever comes down the stream, the prompt fails with a reason and nothing crashes."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        handler.send(sent)

    with serving(reply) as server:
        kind, reason = failure(server)
    assert kind == "BrokenAnswerError"
    assert words in reason


def test_odd_chunks_are_passed_over() -> None:
    """Empty choices, missing deltas, other fields and events, CRLF, no space behind the colon."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        odd: list[object] = [{}, {"choices": None}, {"choices": ["x"]}, {"choices": [{}]}]
        for chunk in (*odd, {"choices": [{"delta": {"content": 3}}]}):
            handler.data(chunk)
        handler.send(b"event: ping\r\nid: 3\r\n\r\n")
        handler.send(
            b'data:{"choices":[{"delta":{"content":"fine"},"finish_reason":"length"}],"usage":{}}\r\n\r\n'
        )
        handler.send(b"data:[DONE]")

    with serving(reply) as server:
        *_, answered = ask(server)
    assert isinstance(answered, Answered)
    assert (answered.completion.text, answered.completion.finish) == ("fine", Finish.LENGTH)
    assert answered.completion.usage.completion_tokens == 1


def test_a_character_in_two_halves_is_one_piece() -> None:
    """Some servers cut between the two escapes of an emoji; half a one at the end becomes U+FFFD."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin()
        for half in ("a\\ud83d", "\\ude00b", "\\udc00", "\\ud83d"):
            handler.send(b'data: {"choices": [{"delta": {"content": "%s"}}]}\n\n' % half.encode())
        handler.send(b"data: [DONE]\n\n")

    with serving(reply) as server:
        *events, answered = ask(server)
    assert isinstance(answered, Answered)
    assert answered.completion.text == "a😀b\ufffd\ufffd"
    pieces = [event.text for event in events if isinstance(event, Piece)]
    assert "".join(pieces) == answered.completion.text
    assert all(piece.encode() for piece in pieces)


def test_a_server_that_does_not_stream_is_understood() -> None:
    """A whole answer at once is one piece."""

    def reply(handler: Handler, body: dict[str, Any]) -> None:
        message = {"role": "assistant", "content": "whole"}
        handler.json(
            {"choices": [{"message": message, "finish_reason": "stop"}], "usage": {"prompt_tokens": 9}}
        )

    with serving(reply) as server:
        _, piece, answered = ask(server)
    assert piece == Piece("i1", "whole")
    assert isinstance(answered, Answered)
    assert answered.completion.usage.prompt_tokens == 9


def test_a_prompt_that_was_too_long_is_no_answer() -> None:
    """Tokens are known when the server tells them; then both lengths are named."""
    with serving(answering("x")) as server:
        assert failure(server, limit=6)[0] == "PromptTooLongError"
        assert "7 tokens and at most 6 fit" in failure(server, limit=6)[1]
        assert isinstance(ask(server, limit=7)[-1], Answered)


def test_the_order_of_prompts_and_an_empty_call() -> None:
    """Nothing asked is nothing answered; tokens are an estimate that is never zero."""
    with serving(answering("x")) as server:
        assert ask(server, *[prompt(1)])[-1]
        with engine(server) as asked:
            assert [event for event in asked.complete([], Sampling()) if not isinstance(event, Loading)] == []
            assert asked.count_tokens(prompt()) > 1


def test_a_fault_of_the_program_is_not_hidden() -> None:
    """An error that is not the server's comes out where the events are iterated."""
    broken = Prompt("i1", "Answer.", 3, ())  # type: ignore[arg-type]
    with serving(answering("x")) as server:
        events = engine(server).complete([broken], Sampling(stop=(b"x",)))  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            list(events)
