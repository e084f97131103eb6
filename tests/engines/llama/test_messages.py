"""What crosses between the processes survives it."""

import pickle

from workbench.domain.runs import Completion, Finish, Sampling, Truncation, Usage
from workbench.engines.base import Answered, Began
from workbench.engines.llama import messages


def test_messages_are_equal_on_the_other_side() -> None:
    """With the values of the domain that they carry."""
    answered = Answered(Completion("i1", "東", Finish.STOP, Usage(3, 1, 1, 0.5, 0.25)))
    sent = [
        messages.Ask(1, Sampling(stop=("x",)), Truncation.LEFT, None),
        messages.Happened(1, (Began("i1", 3), answered), 3, 1),
        messages.Counted(0, messages.Broken("EngineError", "no")),
    ]
    assert pickle.loads(pickle.dumps(sent)) == sent


def test_safer_orders_differ() -> None:
    """An order that is as careful as can be has nothing safer."""
    order = messages.Load("x", 1, 1, 1, 1, 1, "f16", False, True, False, 0, 1, extra_buffers=False)
    assert order.safer() == (order,)
