"""The Models screen, made and joined."""

from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from workbench.domain.errors import EngineError, UnknownNameError
from workbench.engines.catalogue import ModelEntry, available_models, resolve_model
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.gguf import architecture, context_length, parameters, read_facts
from workbench.engines.llama.header import read_header
from workbench.evaluation.models import Copied, add_model, remove_model, try_model
from workbench.gui.build.context import Context, Screen
from workbench.gui.build.model_files import memory_of, model_folders
from workbench.gui.presenters import phrases
from workbench.gui.presenters.model_trial import TrialEvent, TrialPresenter
from workbench.gui.presenters.models import ModelCard, ModelLine, ModelOperations, ModelsPresenter
from workbench.gui.views.models import ModelsView
from workbench.paths import Paths
from workbench.store.changes import Changes


class _Operations:
    """What the Models screen does, bound to this machine's folders."""

    def __init__(self, home: Paths) -> None:
        self._cache, self._own = home.cache, home.models
        self._folders = model_folders(home)

    def lines(self) -> list[ModelLine]:
        """The models there are, those on this machine first."""
        lines = [
            ModelLine(
                entry.name,
                entry.title,
                phrases.size_of(entry.size) if entry.size else "–",
                entry.quantization,
                entry.file is not None,
            )
            for entry in available_models(self._folders)
        ]
        return sorted(lines, key=lambda line: not line.here)

    def card(self, name: str) -> ModelCard:
        """Everything that is known about a model without loading it."""
        entry = self._entry(name)
        file = entry.file
        facts = [
            ("File", entry.file_name),
            ("Size", phrases.size_of(entry.size) if entry.size else "unknown"),
            ("Quantized", entry.quantization),
            ("Licence", entry.licence),
            *([("Read more", entry.url)] if entry.url else []),
        ]
        card = ModelCard(name, entry.title, entry.note, tuple(facts), str(self._own), here=False, own=False)
        if file is None:
            to_do = f"Put {entry.file_name} into the folder below, or add it with “Add a file…”."
            return replace(card, to_do=to_do)
        card = replace(
            card,
            here=True,
            own=file.parent == self._own,
            folder=str(file.parent),
            expected_sha256=entry.sha256,
        )
        try:
            fits, fit = memory_of(file)
            return replace(card, facts=(*facts, *_inside(file), *self._found(file)), fits=fits, fit=fit)
        except EngineError as error:
            # A file without a catalogue entry has the same sentence as its note.
            return replace(card, problem=str(error), note="")

    def sha256(self, name: str) -> str | None:
        """Of a model's file; None when it is not here."""
        file = self._entry(name).file
        return read_facts(file, self._cache).sha256 if file is not None else None

    def add(self, file: Path) -> Generator[Copied]:
        """Copy a file to where a person's models are."""
        return add_model(file, self._own)

    def remove(self, name: str) -> None:
        """Delete a file that a person added."""
        file = self._entry(name).file
        if file is not None:
            remove_model(file, self._own)

    def attempt(self, name: str) -> Generator[TrialEvent]:
        """Load a model and let it answer."""
        return try_model(LlamaEngine(resolve_model(name, self._folders), cache_dir=self._cache))

    def _found(self, file: Path) -> list[tuple[str, str]]:
        """What earlier loads found out about this machine; nothing is started to find out."""
        engine = LlamaEngine(file, cache_dir=self._cache)
        use, tuned = engine.card_use, engine.tuned
        found = [("Graphics card", use.said)] if use is not None else []
        if tuned is not None:
            cores = phrases.counted(tuned.threads, "core")
            speed = f"reads {phrases.rate(tuned.prefill_per_s)}, writes {phrases.rate(tuned.decode_per_s)}"
            found.append(("Fastest here", f"{cores}, {tuned.sequences} answers at once: {speed}"))
        return found

    def _entry(self, name: str) -> ModelEntry:
        entries = available_models(self._folders)
        for entry in entries:
            if entry.name == name:
                return entry
        raise UnknownNameError("model", name, [entry.name for entry in entries])


def build_models(context: Context, changed: Callable[[], None], busy: Callable[[], str]) -> Screen:
    """The Models screen; `changed` is told of files, and `busy` says why nothing can be tried now."""
    do = _Operations(context.home)
    trial = TrialPresenter(do.attempt, busy, context.jobs)
    operations = ModelOperations(do.lines, do.card, do.sha256, do.add, do.remove)
    presenter = ModelsPresenter(operations, trial, changed, context.jobs)
    view = ModelsView(context.memory, context.dialogs)
    view.chosen.connect(presenter.select)
    view.file_chosen.connect(lambda name: presenter.add(Path(name)))
    view.copy_stopped.connect(presenter.stop)
    view.try_asked.connect(presenter.try_selected)
    view.try_stopped.connect(trial.stop)
    view.remove_asked.connect(presenter.ask_to_remove)
    view.remove_confirmed.connect(presenter.remove)
    view.remove_refused.connect(lambda: presenter.ask_to_remove(False))
    presenter.attach(view.render_state)
    trial.attach(view.render_trial)

    def close() -> None:
        presenter.attach(lambda _state: None)
        trial.attach(lambda _state: None)

    return Screen("models", view, presenter.reload, Changes.NOTHING, close)


def _inside(file: Path) -> list[tuple[str, str]]:
    """What the file itself says."""
    header = read_header(file)
    context = context_length(header)
    count = parameters(header)
    said = f"{count / 1e9:.1f} billion" if count >= 1e9 else f"{count / 1e6:.1f} million"
    return [
        ("Architecture", architecture(header)),
        ("Parameters", said),
        ("Context", phrases.counted(context, "token") if context else "unknown"),
    ]
