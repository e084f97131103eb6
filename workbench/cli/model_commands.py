"""Commands about models: what there is on this machine, adding a file, finding out how it runs best."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import asdict

from workbench.cli.asking import loading
from workbench.cli.call import DONE, Call, Command, EngineOptions
from workbench.cli.engines import model_folders
from workbench.cli.output import size
from workbench.engines.base import Engine, Loading
from workbench.engines.catalogue import ModelEntry, available_models
from workbench.engines.llama.devices import cards
from workbench.engines.llama.engine_process import find_devices
from workbench.engines.llama.tuning import Tuned
from workbench.evaluation.models import Tried, add_model, try_model, tune_model


def models(call: Call) -> int:
    """`models`: its own commands."""
    actions = {"list": list_models, "add": add, "devices": devices, "tune": tune, "selftest": selftest}
    return actions[call.args.action](call)


def list_models(call: Call) -> int:
    """`models list`: what can be asked, and what could be if its file were here."""
    entries = available_models(model_folders(call.paths))
    if call.output.as_json:
        call.output.listing(_entry(entry) for entry in entries)
        return DONE
    rows = [
        (
            entry.name,
            "here" if entry.file else "not here",
            size(entry.size) if entry.size is not None else None,
            entry.quantization,
            entry.licence,
            entry.note or entry.title,
        )
        for entry in entries
    ]
    call.output.table(("model", "where", "size", "kind", "licence", "note"), rows, right=("size",))
    call.output.say()
    call.output.say(f"Models are looked for in {call.paths.models}")
    return DONE


def add(call: Call) -> int:
    """`models add`: copy a GGUF file into the models folder."""
    with closing(add_model(call.args.file, call.paths.models)) as events:
        for event in events:
            call.output.progress(f"{event.file.name}: {size(event.done)} of {size(event.total)}")
    call.output.clear()
    added = call.paths.models / call.args.file.name
    entry = next(entry for entry in available_models(model_folders(call.paths)) if entry.file == added)
    if call.output.as_json:
        call.output.document(_entry(entry))
    else:
        call.output.say(f"added; ask it: {call.line('run', '--model', entry.name, '--tasks', 'ID')}")
    return DONE


def tune(call: Call) -> int:
    """`models tune`: find the fastest settings for a model on this machine."""
    tuned = _found(call, tune_model(_engine(call)))
    assert isinstance(tuned, Tuned)
    if call.output.as_json:
        call.output.document({"model": call.args.model, **asdict(tuned)})
    else:
        for name, value in asdict(tuned).items():
            shown = f"{value:,.1f}" if isinstance(value, float) else value
            call.output.say(f"{name.replace('_', ' '):<16} {shown}")
    return DONE


def selftest(call: Call) -> int:
    """`models selftest`: load a model and let it answer one question."""
    tried = _found(call, try_model(_engine(call)))
    assert isinstance(tried, Tried)
    if call.output.as_json:
        call.output.document({"model": call.args.model, **asdict(tried)})
    else:
        read, wrote = (_rate(value) for value in (tried.prefill_per_s, tried.decode_per_s))
        call.output.say(f"it works: loaded in {tried.load_seconds:.1f} s, reads {read}, writes {wrote}")
        call.output.say(tried.text)
    return DONE


def _engine(call: Call) -> Engine:
    return call.open_engine(call.args.model, call.paths, EngineOptions())


def _found(call: Call, events: Generator[object]) -> object:
    """The last of `events`, told how far a model is loaded meanwhile."""
    found: object = None
    with closing(events):
        for event in events:
            if isinstance(event, Loading):
                call.output.progress(loading(event))
            else:
                found = event
    call.output.clear()
    return found


def _rate(per_second: float | None) -> str:
    return "too fast to tell" if per_second is None else f"{per_second:,.1f} tokens/s"


def devices(call: Call) -> int:
    """`models devices`: what can compute, as llama.cpp finds it; a model is not loaded."""
    hello = find_devices()
    if call.output.as_json:
        call.output.listing(
            {
                "name": device.name,
                "description": device.description,
                "kind": device.kind.value,
                "total": device.total,
                "free": device.free,
            }
            for device in hello.devices
        )
        return DONE
    rows = [
        (
            device.name,
            device.kind.value,
            size(device.total) if device.total is not None else None,
            size(device.free) if device.free is not None else None,
            device.description,
        )
        for device in hello.devices
    ]
    call.output.table(("name", "kind", "memory", "free", "description"), rows, right=("memory", "free"))
    if not cards(hello.devices):
        call.output.say()
        why = "is found" if hello.graphics else "can be used by this build of llama.cpp"
        call.output.say(f"No graphics card {why}; models are computed by the processor.")
    return DONE


def _entry(entry: ModelEntry) -> dict[str, object]:
    """A model for JSON."""
    return {
        "model": entry.name,
        "title": entry.title,
        "file": str(entry.file) if entry.file is not None else None,
        "size": entry.size,
        "quantization": entry.quantization,
        "licence": entry.licence,
        "sha256": entry.sha256,
        "note": entry.note,
        "url": entry.url,
    }


COMMANDS: dict[str, Command] = {"models": models}
