"""`keys`: which keys the window has, and giving them others."""

from dataclasses import replace

from workbench.cli.call import DONE, PROBLEMS, Call, Command
from workbench.domain.key_table import KEYS, NamedKey
from workbench.domain.keys import Keymap, keymap_of, named_key
from workbench.formats.keys_html import write_keys_page
from workbench.settings import Settings, load_settings, save_settings


def keys(call: Call) -> int:
    """`keys`: its own commands; without one, the list."""
    actions: dict[str, Command] = {"list": list_keys, "set": set_key, "reset": reset_keys}
    return actions[call.args.action or "list"](call)


def list_keys(call: Call) -> int:
    """`keys list`: every key in force; on a page to be printed, if wanted."""
    _settings, keymap, passed_over = _read(call)
    page = getattr(call.args, "html", None)
    if page is not None:
        write_keys_page(page, keymap)
    if call.output.as_json:
        rows = [_told(one, keymap) for one in KEYS]
        call.output.document({"keys": rows, "passed_over": list(passed_over)})
    elif page is not None:
        call.output.say(f"wrote {page}")
    else:
        rows_said = [
            (
                one.name,
                keymap.key(one.name),
                "" if keymap.key(one.name) == one.default else one.default,
                one.what,
            )
            for one in KEYS
        ]
        call.output.table(("name", "key", "at first", "what it does"), rows_said, whole=("name", "key"))
    return PROBLEMS if passed_over else DONE


def set_key(call: Call) -> int:
    """`keys set`: give something another key."""
    settings, keymap, _passed_over = _read(call)
    named = named_key(call.args.name)
    changed = keymap.with_key(named.name, call.args.key)
    _save(call, settings, changed, named.name)
    return _tell(call, [named], changed)


def reset_keys(call: Call) -> int:
    """`keys reset`: one key as it was at first, or all of them."""
    settings, keymap, _passed_over = _read(call)
    if call.args.name is None:
        save_settings(call.paths.settings_file, replace(settings, keys={}))
        return _tell(call, [one for one in KEYS if one.name in keymap.chosen], Keymap())
    named = named_key(call.args.name)
    changed = keymap.without(named.name)
    _save(call, settings, changed, named.name)
    return _tell(call, [named], changed)


def _read(call: Call) -> tuple[Settings, Keymap, tuple[str, ...]]:
    """The settings and the keys in force; what of them is passed over is said."""
    settings = load_settings(call.paths.settings_file)
    keymap, passed_over = keymap_of(settings.keys)
    for complaint in passed_over:
        call.output.note(complaint)
    return settings, keymap, passed_over


def _save(call: Call, settings: Settings, keymap: Keymap, name: str) -> None:
    """Keep one key; what cannot be read in the file is left for who wrote it."""
    rest = {other: key for other, key in settings.keys.items() if other != name}
    if name in keymap.chosen:
        rest[name] = keymap.chosen[name]
    save_settings(call.paths.settings_file, replace(settings, keys=rest))


def _tell(call: Call, changed: list[NamedKey], keymap: Keymap) -> int:
    if call.output.as_json:
        call.output.document({"changed": [_told(one, keymap) for one in changed]})
    for one in changed if not call.output.as_json else ():
        call.output.say(f"{one.where}, {one.what}: {keymap.key(one.name)}")
    if not changed and not call.output.as_json:
        call.output.say("Every key is as at first.")
    return DONE


def _told(one: NamedKey, keymap: Keymap) -> dict[str, object]:
    key = keymap.key(one.name)
    return {
        "name": one.name,
        "where": one.where.value,
        "what": one.what,
        "key": key,
        "default": one.default,
        "changed": key != one.default,
    }


COMMANDS: dict[str, Command] = {"keys": keys}
