"""The preview of a prompt without a screen."""

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented import TEXTS, prompt_of
from workbench.domain.errors import EngineError
from workbench.domain.runs import Prompt
from workbench.evaluation.runner import RunOrder
from workbench.gui.presenters.run_preview import Counting, Example, PreviewPresenter

ORDER = RunOrder(tasks=("task57",))


def _example(_order: RunOrder, number: int) -> Example:
    return Example(prompt_of(TEXTS[number - 1][1]), "task57", number, 7)


def _count(_model: str, prompt: Prompt) -> int:
    return len(prompt.text)


def test_the_first_instance_is_shown_and_counted() -> None:
    """The prompt's parts and its number of tokens, beside the run's limit."""
    presenter = PreviewPresenter(_example, _count, InlineJobs())
    presenter.show(ORDER, "demo")
    state = presenter.state
    assert state.parts[0].special
    assert state.example is not None
    assert (state.counting, state.tokens) == (Counting.COUNTED, len(state.example.prompt.text))
    assert state.limit == 2048
    assert not state.too_long


def test_next_and_previous_stay_within_the_order() -> None:
    """From the first there is no way back, from the last none on."""
    presenter = PreviewPresenter(_example, _count, InlineJobs())
    presenter.step(1)
    assert presenter.state.example is None
    presenter.show(ORDER, "demo")
    for by, number in ((-1, 1), (1, 2), (5, 7), (1, 7), (-1, 6)):
        presenter.step(by)
        assert presenter.state.example is not None
        assert presenter.state.example.number == number


def test_another_order_stays_at_the_place() -> None:
    """Changing the shots shows the same instance again."""
    presenter = PreviewPresenter(_example, _count, InlineJobs())
    presenter.show(ORDER, "demo")
    presenter.step(2)
    presenter.show(RunOrder(tasks=("task57",), shots=0), "demo")
    assert presenter.state.example is not None
    assert presenter.state.example.number == 3


def test_without_a_model_nobody_counts() -> None:
    """The prompt is there all the same; a model chosen later counts it."""
    presenter = PreviewPresenter(_example, _count, InlineJobs())
    presenter.show(ORDER, None)
    assert (presenter.state.counting, presenter.state.tokens) == (Counting.NO_MODEL, None)
    presenter.show(ORDER, "demo")
    assert presenter.state.counting is Counting.COUNTED


def test_without_tasks_there_is_nothing_to_preview() -> None:
    """The last prompt goes when the last task does."""
    presenter = PreviewPresenter(_example, _count, InlineJobs())
    presenter.show(ORDER, "demo")
    presenter.show(RunOrder(tasks=()), "demo")
    assert presenter.state.parts == ()
    assert presenter.state.counting is Counting.NOTHING


def test_a_count_of_a_prompt_that_was_left_is_not_shown() -> None:
    """While one prompt is counted the next may be asked for; only its count counts."""
    jobs = HeldJobs()
    presenter = PreviewPresenter(_example, _count, jobs)
    presenter.show(ORDER, "demo")
    jobs.last.step(2)
    assert presenter.state.counting is Counting.COUNTING
    first_count = jobs.last
    presenter.step(1)
    jobs.last.step(2)
    first_count.step(2)
    assert presenter.state.counting is Counting.COUNTING
    jobs.last.step(2)
    assert presenter.state.example is not None
    assert presenter.state.tokens == len(presenter.state.example.prompt.text)


def test_a_model_that_cannot_count_says_why() -> None:
    """A broken file is a message below the prompt, which stays."""

    def broken(_model: str, _prompt: Prompt) -> int:
        raise EngineError("“x.gguf” is not a GGUF file.")

    presenter = PreviewPresenter(_example, broken, InlineJobs())
    presenter.show(ORDER, "x")
    assert presenter.state.counting is Counting.FAILED
    assert "x.gguf" in presenter.state.message
    assert presenter.state.parts


def test_an_instance_that_cannot_be_read_says_why() -> None:
    """A task without instances is a message."""

    def nothing(_order: RunOrder, _number: int) -> Example:
        raise EngineError("no instances")

    seen: list[str] = []
    presenter = PreviewPresenter(nothing, _count, InlineJobs())
    presenter.attach(lambda state: seen.append(state.message))
    presenter.show(ORDER, "demo")
    assert seen[-1] == "no instances"


def test_a_prompt_over_the_limit_is_told() -> None:
    """Whoever looks sees at once that the prompt is too long."""
    presenter = PreviewPresenter(_example, lambda _m, _p: 2049, InlineJobs())
    presenter.show(ORDER, "demo")
    assert presenter.state.too_long
