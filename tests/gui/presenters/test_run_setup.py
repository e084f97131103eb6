"""The set-up of a run without a screen."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.fakes import HeldJobs, InlineJobs
from tests.gui.invented import MODELS, task_summaries
from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Answering
from workbench.evaluation.runner import RunOrder
from workbench.gui.presenters.run_setup import Fit, ModelChoice, Picking, Plan, SetupPresenter
from workbench.store.tasks import TaskSummary

PLAN = Plan(40, 12, 95.0)


def _presenter(
    tasks: Sequence[TaskSummary] | None = None,
    models: Sequence[ModelChoice] = MODELS,
    plan: Plan = PLAN,
) -> SetupPresenter:
    listed = task_summaries() if tasks is None else tasks
    presenter = SetupPresenter(
        lambda: listed, lambda: models, lambda name: Fit(True, name), lambda _o, _m: plan, InlineJobs()
    )
    presenter.reload()
    return presenter


def test_the_first_model_on_this_machine_is_chosen() -> None:
    """A model whose file is not here is never chosen by itself; its memory is looked at."""
    presenter = _presenter(models=(MODELS[2], MODELS[1]))
    assert presenter.state.model == "demo-base"
    assert presenter.state.fit == Fit(True, "demo-base")


@pytest.mark.parametrize(
    ("tasks", "models", "chosen", "missing"),
    [
        ((), MODELS, (), "Import tasks first, in Browse."),
        (None, (MODELS[2],), (), "Add a model first, in Models."),
        (None, MODELS, (), "Choose at least one task."),
        (None, MODELS, ("task57",), ""),
    ],
)
def test_what_is_missing_is_said(
    tasks: tuple[TaskSummary, ...] | None,
    models: tuple[ModelChoice, ...],
    chosen: tuple[str, ...],
    missing: str,
) -> None:
    """The screen says the one thing to do next."""
    presenter = _presenter(tasks, models)
    presenter.choose(chosen)
    assert presenter.state.missing == missing


def test_a_search_lists_tasks_with_every_word() -> None:
    """Id, name, data set, category and language are searched; what is ticked stays ticked."""
    presenter = _presenter()
    presenter.choose({"task46"})
    presenter.search("medqa ZH")
    assert [line.id for line in presenter.state.lines] == ["task58"]
    presenter.choose_listed(True)
    both = presenter.state.order.tasks
    presenter.choose_listed(False)
    assert (both, presenter.state.order.tasks) == (("task58", "task46"), ("task46",))


def test_tasks_are_asked_in_the_order_of_the_list() -> None:
    """The order of ticking does not matter."""
    presenter = _presenter()
    presenter.choose({"task130", "task57"})
    assert presenter.state.order.tasks == ("task57", "task130")


def test_a_sample_size_survives_a_look_at_all() -> None:
    """From random to all and back, number and seed are where they were."""
    presenter = _presenter()
    assert presenter.state.picking is Picking.ALL
    presenter.pick(Picking.RANDOM)
    presenter.change(replace(presenter.state.order, limit=7, sample_seed=3))
    presenter.pick(Picking.FIRST)
    assert (presenter.state.picking, presenter.state.order.sample_seed) == (Picking.FIRST, None)
    presenter.pick(Picking.ALL)
    whole = presenter.state.order
    presenter.pick(Picking.RANDOM)
    assert whole.limit is None
    assert (presenter.state.order.limit, presenter.state.order.sample_seed) == (7, 0)


def test_greedy_and_temperature() -> None:
    """Temperature 0 is greedy; choosing the same again changes nothing."""
    presenter = _presenter()
    presenter.decode(True)
    assert presenter.state.order.sampling.greedy
    presenter.decode(False)
    assert presenter.state.order.sampling.temperature == 0.7
    presenter.decode(True)
    assert presenter.state.order.sampling.temperature == 0


@pytest.mark.parametrize(
    ("tasks", "answering", "words"),
    [
        ({"task57", "task46"}, Answering.FREE, ()),
        ({"task57"}, Answering.CONSTRAINED, ("can write nothing else.",)),
        ({"task57", "task46"}, Answering.LIKELIEST, ("is taken", "task46 has none and is answered freely.")),
        ({"task46", "task125"}, Answering.LIKELIEST, ("task46, task125 have none and are answered freely.",)),
        ({"task46", "task125", "task900"}, Answering.CONSTRAINED, ("3 tasks have none",)),
    ],
)
def test_what_options_mean_is_said_before_the_start(
    tasks: set[str], answering: Answering, words: tuple[str, ...]
) -> None:
    """Also which of the chosen tasks have none."""
    presenter = _presenter()
    presenter.choose(tasks)
    order = presenter.state.order
    presenter.change(replace(order, sampling=replace(order.sampling, answering=answering)))
    note = presenter.state.options_note
    assert bool(note) == bool(words)
    assert all(said in note for said in words)
    assert ("freely" in note) == any("freely" in said or "tasks" in said for said in words)


def test_what_will_be_asked_is_said_in_one_line() -> None:
    """How many, how many of them are held, and how long; nothing that is not known."""
    presenter = _presenter()
    assert presenter.state.outlook == ""
    presenter.choose({"task57"})
    assert presenter.state.outlook == (
        "40 instances to ask · 12 of them already answered in this project · "
        "about 2 min at this model’s last speed"
    )
    bare = _presenter(plan=Plan(1))
    bare.choose({"task57"})
    assert bare.state.outlook == "1 instance to ask"


def test_every_change_is_told() -> None:
    """The preview hears of orders and models; the same order again is no news."""
    heard: list[tuple[RunOrder, str | None]] = []
    presenter = _presenter()
    presenter.changed = lambda order, model: heard.append((order, model))
    presenter.choose({"task57"})
    presenter.choose({"task57"})
    presenter.choose_model("demo-base")
    assert [(order.tasks, model) for order, model in heard] == [
        (("task57",), "demo-instruct"),
        (("task57",), "demo-base"),
    ]


def test_a_task_that_is_gone_is_not_asked() -> None:
    """After another import or deletion only tasks of the project are ticked."""
    tasks = list(task_summaries())
    presenter = _presenter(tasks)
    presenter.choose({"task57", "task58"})
    del tasks[0]
    presenter.reload()
    assert presenter.state.order.tasks == ("task58",)
    presenter.choose(())
    assert presenter.state.plan is None


def test_quick_changes_plan_only_the_last() -> None:
    """While a plan is being made, further changes wait for one more and no others."""
    jobs = HeldJobs()
    presenter = SetupPresenter(
        task_summaries,
        lambda: MODELS,
        lambda _n: Fit(True, ""),
        lambda order, _m: Plan(len(order.tasks)),
        jobs,
    )
    presenter.reload()
    jobs.started[0].step(2)
    for count in (1, 2, 3):
        presenter.choose([task.id for task in task_summaries()[:count]])
    plans = [job for job in jobs.started[1:] if not job.over]
    for job in plans:
        job.step(2)
    jobs.last.step(2)
    assert presenter.state.plan == Plan(3)


def test_what_goes_wrong_is_shown() -> None:
    """A project that cannot be read says so instead of staying blank."""

    def broken() -> Sequence[TaskSummary]:
        raise WorkbenchError("gone")

    presenter = SetupPresenter(
        broken, lambda: MODELS, lambda _n: Fit(True, ""), lambda _o, _m: Plan(1), InlineJobs()
    )
    seen: list[str] = []
    presenter.attach(lambda state: seen.append(state.message))
    presenter.reload()
    assert (seen[-1], presenter.state.loaded) == ("gone", True)


def test_a_task_without_a_data_set_is_called_by_its_name() -> None:
    """The list shows words, not underscores."""
    titles = {line.id: line.title for line in _presenter().state.lines}
    assert titles["task900"] == "a task of a contributor with a long name"
    assert titles["task130"] == "DDXPlus"
