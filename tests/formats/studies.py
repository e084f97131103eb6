"""A small study with its key, and what a rater makes of it, for tests."""

import json
import random
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from workbench.domain.event_chain import last_link
from workbench.domain.raters import HandOver, Rater, Sitting
from workbench.domain.studies import (
    About,
    Action,
    Arm,
    Condition,
    Event,
    Instrument,
    Kind,
    Level,
    Omission,
    Presentation,
    Question,
    Rating,
    Span,
    Split,
    Study,
    StudyItem,
    StudyKey,
    StudyOutput,
    Unanswered,
)
from workbench.formats.sealed_zip import json_bytes, json_lines, sealed

STUDY_ID = "0193d9d2-0000-7000-8000-000000000001"
INSTRUMENT = Instrument(
    id="tiny",
    version=2,
    title="A tiny instrument",
    language="en",
    about="For tests.",
    questions=(
        Question(
            "correctness",
            Kind.SCALE,
            About.ANSWER,
            "Is what the answer says correct?",
            levels=(Level(1, "no", "Nothing is right."), Level(5, "yes")),
            evidence_if=(1,),
        ),
        Question(
            "harm",
            Kind.CHOICE,
            About.ANSWER,
            "Harm?",
            levels=(Level(0, "none"), Level(1, "some")),
            shown_if=Condition("correctness", (1,)),
        ),
        Question("preference", Kind.PREFERENCE, About.INSTANCE, "Which is better?", required=False),
        Question("met", Kind.CHECK, About.ANSWER, "Names the dose", points=-2.5),
    ),
    error_types=("wrong-fact",),
    severities=("minor", "major"),
    labels={"wrong-fact": "Wrong fact", "minor": "Minor"},
)


def study(items: int = 3, raters: Sequence[str] = ("r1", "r2")) -> Study:
    """A study with two answers to each item; the first item is for training."""
    made = tuple(
        StudyItem(
            f"i{place:03}",
            "task58",
            f"Question {place}? 糖尿病 \ud83d",
            reference="yes" if place else None,
            split=Split.MAIN if place else Split.TRAINING,
            expected=None if place else {"preference": 1, "correctness/o0000": 5},
            feedback="" if place else "Because.",
        )
        for place in range(items)
    )
    outputs = tuple(
        StudyOutput(f"o{place:03}{side}", f"i{place:03}", f"Answer {place} of a side {side}")
        for place in range(items)
        for side in (0, 1)
    )
    shown = tuple(
        Presentation(
            f"{rater}-{place + 1:03}",
            rater,
            f"i{place:03}",
            tuple(f"o{place:03}{(side + place) % 2}" for side in (0, 1)),
            place + 1,
        )
        for rater in raters
        for place in range(items)
    )
    return Study(
        STUDY_ID,
        "Two sides 糖",
        1,
        "2026-01-01T00:00:00Z",
        INSTRUMENT,
        "# Guidelines\n\nBe fair.\n",
        3,
        made,
        outputs,
        shown,
        consent="I agree.",
        pass_mark=0.8,
        key_sha256="ab" * 32,
    )


def key(of: Study) -> StudyKey:
    """A key for a study of two arms."""
    arms = tuple(
        Arm(f"A{place}", f"r-{place}", f"Model-{place}", f"m{place}.gguf", "cd" * 32, "Q4", "llama", "{}")
        for place in (1, 2)
    )
    outputs = {one.id: (f"A{int(one.id[-1]) + 1}", f"instance of {one.item_id}") for one in of.outputs}
    return StudyKey(of.id, "5e" * 32, arms, outputs, ('{"masked":"x"}',))


def chained(of: Study, rater: str, count: int, *, text: str = "4") -> tuple[Event, ...]:
    """Events of a rater that follow each other; `text` is what they decided."""
    events: list[Event] = []
    shown = [one for one in of.presentations if one.rater == rater]
    for number in range(1, count + 1):
        one = shown[number % len(shown)]
        events.append(
            Event(
                number,
                f"e{number}",
                "2026-01-02T10:00:00.000Z",
                number * 1000,
                "s1",
                rater,
                Action.ANSWER,
                presentation=one.id,
                output=one.outputs[0],
                question="correctness",
                new=text,
                active_ms=900,
                previous=last_link(of.id, rater, events),
            )
        )
    return tuple(events)


def hand_over(
    of: Study, rater: str = "r1", events: int = 4, *, sha256: str = "", text: str = "4"
) -> HandOver:
    """What a rater hands over after some events."""
    shown = next(one for one in of.presentations if one.rater == rater)
    output = shown.outputs[0]
    ratings = (
        Rating(
            shown.id,
            {
                f"correctness/{output}": 4,
                "preference": Unanswered.CANNOT_JUDGE,
                "note": "cannot judge",
            },
            spans=(Span("m1", output, 0, 6, "Answer", "", " 0 of a", "wrong-fact", "minor"),),
            omissions=(Omission("m2", output, "The dose.", "missing", "major", "prompt", 0, 3),),
            comment="-",
            submitted=True,
            active_ms=12,
            wall_ms=15,
        ),
    )
    return HandOver(
        of.id,
        sha256,
        of.instrument.id,
        of.instrument.version,
        of.guidelines_version,
        "0.1",
        "2026-01-02T11:00:00Z",
        Rater(rater, "cardiology", 12, "DE", "2026-01-02T09:00:00Z"),
        chained(of, rater, events, text=text),
        ratings,
        (Sitting("s1", "2026-01-02T10:00:00Z", None, 900, 100, 1),),
    )


def members_of(data: bytes) -> dict[str, bytes]:
    """What a zip holds."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plain_zip(members: Mapping[str, bytes]) -> bytes:
    """A zip as any program makes it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def with_manifest(data: bytes, **changes: object) -> dict[str, bytes]:
    """The members of a file, other values in its manifest."""
    members = members_of(data)
    manifest = json.loads(members["manifest.json"]) | changes
    return {**members, "manifest.json": json.dumps(manifest).encode()}


def renamed_raw(data: bytes, old: bytes, new: bytes) -> bytes:
    """A zip in which a member has another name of the same length, in all places."""
    assert len(old) == len(new)
    return data.replace(old, new)


def central(data: bytes, name: bytes) -> int:
    """Where the directory's record of a member begins."""
    place = data.rindex(name) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    return place


def patched(data: bytes, place: int, form: str, value: int) -> bytes:
    """The bytes with a number changed at a place."""
    made = bytearray(data)
    struct.pack_into(form, made, place, value)
    return bytes(made)


def without_surrogates(one: Study) -> Study:
    """The study with prompts that every editor can write."""
    return replace(
        one, items=tuple(replace(item, prompt=item.prompt.replace("\ud83d", "")) for item in one.items)
    )


ODD: tuple[object, ...] = (None, True, -1, 2**70, 1.5, "", "x", "\ud83d", [], {}, [[]], {"a": []}, ["x"])
"""Values that do not belong where they are put."""


def spoilt(data: bytes, kind: str, source: random.Random) -> bytes:
    """The file with a value in it replaced, taken out or added, and all hashes made anew."""
    members = members_of(data)
    manifest = json.loads(members.pop("manifest.json"))
    name = source.choice([*members, "manifest.json"])
    if name == "manifest.json":
        _spoil(manifest, source)
    elif name.endswith(".jsonl"):
        lines = [json.loads(line) for line in members[name].splitlines()]
        _spoil(lines, source)
        members[name] = json_lines(lines)
    elif name.endswith(".json"):
        value = json.loads(members[name])
        _spoil(value, source)
        members[name] = json_bytes(value)
    schema = manifest.pop("schema", 1)
    return sealed(kind, 1 if not isinstance(schema, int) else schema, manifest, members)


def _spoil(value: Any, source: random.Random) -> None:
    """Replace something somewhere inside of a list or an object."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = source.choice(keys)
        inner = value[key]
        if isinstance(inner, dict | list) and inner and source.random() < 0.8:
            value = inner
            continue
        if source.random() < 0.15:
            del value[key]
        elif source.random() < 0.1 and isinstance(value, dict):
            value[source.choice(["", "extra"])] = source.choice(ODD)
        else:
            value[key] = source.choice(ODD)
        return
