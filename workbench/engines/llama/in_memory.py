"""The model that the engine's process has in memory, loaded anew only where an order asks for it."""

from collections.abc import Callable

from workbench.engines.llama.log import Log
from workbench.engines.llama.messages import Load
from workbench.engines.llama.native import LoadedModel, Weights


class InMemory:
    """One model at a time, with its sequences."""

    def __init__(self, log: Log, cancelled: Callable[[], bool]) -> None:
        self._log = log
        self._cancelled = cancelled
        self._weights: Weights | None = None
        self._model: LoadedModel | None = None
        self._order: Load | None = None

    @property
    def loaded(self) -> tuple[LoadedModel, Load]:
        """The model and the order it was loaded by."""
        assert self._model is not None
        assert self._order is not None
        return self._model, self._order

    def load(self, order: Load, progress: Callable[[float], None]) -> LoadedModel:
        """Have the model as ordered. Weights that are there already, and lie as they should, stay.

        Raises:
            EngineError: it cannot be loaded; then none is there.
        """
        if self._order is not None and _place(self._order) != _place(order):
            self.close()
        elif self._model is not None:
            self._model.close()
            self._model = None
        if self._weights is None:
            self._weights = Weights(order, self._log, progress)
        self._order = order
        self._model = LoadedModel(self._weights, order, self._log, self._cancelled)
        return self._model

    def close(self) -> None:
        """Free the memory. Safe to call twice."""
        if self._model is not None:
            self._model.close()
        if self._weights is not None:
            self._weights.close()
        self._model, self._weights = None, None


def _place(order: Load) -> tuple[object, ...]:
    """What decides how weights lie in memory."""
    return order.path, order.gpu_layers, order.extra_buffers
