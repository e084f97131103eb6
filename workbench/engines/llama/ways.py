"""In which ways a model may be loaded on this machine, and which of them works.

On the graphics card as far as it has room, with less of it there, on the processor alone; and each of these
in the ways that `probe` knows. Why the card is not used is kept, to be shown.
"""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from workbench.domain.errors import EngineDiedError, EngineError, EngineMemoryError
from workbench.engines.base import Loading
from workbench.engines.llama.card_use import CardUse, CardUses
from workbench.engines.llama.channel import crashed
from workbench.engines.llama.devices import named
from workbench.engines.llama.engine_process import EngineProcess
from workbench.engines.llama.header import read_header
from workbench.engines.llama.layers import layer_count
from workbench.engines.llama.messages import Hello, Load
from workbench.engines.llama.plan import plan
from workbench.engines.llama.probe import Probes
from workbench.engines.llama.settings import LlamaSettings
from workbench.engines.llama.tuning import Tunings

_RESUME = " The run can be resumed."


class Ways:
    """How one model is loaded with a person's settings."""

    def __init__(self, path: Path, settings: LlamaSettings, cache_dir: Path | None) -> None:
        self._path, self._settings = path, settings
        self._probes = Probes(cache_dir)
        self.tunings = Tunings(cache_dir)
        self._uses = CardUses(cache_dir)
        self._loaded: Load | None = None

    @property
    def use(self) -> CardUse | None:
        """What the last load found out about the graphics card; None before the first."""
        return self._uses.of(self._path)

    def check(self, hello: Hello | None = None) -> None:
        """Whether the model fits in memory, and on the graphics cards where they are known.

        Raises:
            EngineError: it does not, or is no model, or a setting makes no sense.
        """
        self._ordered(hello, None)

    def best(self, hello: Hello) -> Load:
        """What is known to work best, or will be tried first."""
        return self._attempts(self._first(hello), hello)[0]

    def forget(self) -> None:
        """Find out anew what is fast, and whether the graphics card works."""
        self.tunings.forget(self._path)
        self._uses.forget(self._path)

    def died(self, hello: Hello, error: EngineDiedError) -> None:
        """The model was loaded and the engine died of using it: the next load finds out anew."""
        order = self._loaded or self._first(hello)
        self._probes.fails(self._ordered(hello, order.gpu_layers), hello.build)
        if order.gpu_layers:
            self._uses.remember(self._path, self._use(hello, 0, _words(error), died=True))

    def loading(self, process: EngineProcess) -> Generator[Loading]:
        """Load the model in the best way that works.

        Raises:
            EngineError: none does.
        """
        hello = yield from process.starting()
        order: Load | None = self._first(hello)
        use: CardUse | None = None
        while order is not None:
            try:
                yield from self._trying(order, hello, process)
                break
            except EngineError as error:
                died = isinstance(error, EngineDiedError)
                if not order.gpu_layers or (isinstance(error, EngineDiedError) and not crashed(error)):
                    raise
                reason = _words(error)
                if isinstance(error, EngineMemoryError):
                    reason = f"its memory could not hold {order.gpu_layers} layers"
                use = self._use(hello, 0, reason, died=died)
                order = self._ordered(hello, 0 if died else order.gpu_layers // 2)
        assert order is not None
        self._loaded = order
        if use is None:
            use = self._use(hello, order.gpu_layers, self._reason(order, hello, process.card_problem))
        self._uses.remember(self._path, replace(use, layers=order.gpu_layers))

    def _first(self, hello: Hello) -> Load:
        """What is loaded where everything works."""
        return self._ordered(hello, 0 if self._refused(hello) else None)

    def _ordered(self, hello: Hello | None, gpu_layers: int | None) -> Load:
        settings = self._settings
        if gpu_layers is not None:
            settings = replace(settings, gpu_layers=gpu_layers)
        devices = hello.devices if hello is not None else ()
        tuned = self.tunings.of(self._path)
        order, fit = plan(self._path, read_header(self._path), settings, tuned, devices)
        if fit.reason is not None:
            raise EngineMemoryError(f"“{self._path.name}” does not fit in memory. {fit.reason}")
        return replace(order, variant=next(iter(hello.variants), None)) if hello is not None else order

    def _refused(self, hello: Hello) -> CardUse | None:
        """What this build died of with these cards, unless a person insists on them."""
        use = self.use
        if use is None or not use.crashed or self._settings.gpu_layers is not None:
            return None
        return use if (use.build, use.card) == (hello.build, named(hello.devices)) else None

    def _attempts(self, order: Load, hello: Hello) -> tuple[Load, ...]:
        return self._probes.attempts(order, hello.build, hello.variants)

    def _trying(self, order: Load, hello: Hello, process: EngineProcess) -> Generator[Loading]:
        """Load in the way that is known to work, or in ever more careful ones until one works."""
        for attempt in self._attempts(order, hello):
            try:
                yield from process.loading(attempt)
                break
            except EngineDiedError as error:
                self._probes.fails(order, hello.build)
                last = error
                if not crashed(error):
                    raise
        else:
            raise last
        if attempt.trial:
            self._probes.works(order, attempt, hello.build)

    def _reason(self, order: Load, hello: Hello, problem: str | None) -> str | None:
        """Why the first order does not give all layers to a card."""
        if problem is not None:
            return f"looking for graphics cards failed. {problem.removesuffix(_RESUME)}"
        if named(hello.devices) is None:
            return None if hello.graphics else "none in this build"
        refused = self._refused(hello)
        if refused is not None:
            return refused.reason
        if order.gpu_layers >= layer_count(read_header(self._path)):
            return None
        if self._settings.gpu_layers is not None:
            return "so it is set"
        return "no more fit into its free memory" if order.gpu_layers else "its free memory is too small"

    def _use(self, hello: Hello, layers: int, reason: str | None, *, died: bool | None = None) -> CardUse:
        card = named(hello.devices)
        of = layer_count(read_header(self._path))
        if died is None:
            died = self._refused(hello) is not None
        return CardUse(hello.build, card, layers, of, reason, died)


def _words(error: EngineError) -> str:
    """What went wrong, without what helps with a run only."""
    return str(error).removesuffix(_RESUME)
