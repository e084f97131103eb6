"""Study files hold the study and nothing that leads to an arm; damaged and changed ones are refused."""

import json
import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.studies import hand_over, key, members_of, spoilt, study
from workbench.domain.errors import FormatError, UnknownNameError
from workbench.formats import ratings_bundle, study_key
from workbench.formats.sealed_zip import MANIFEST, json_bytes, sealed
from workbench.formats.study_bundle import KIND, SCHEMA, content_sha256, for_one, packed, parsed, read, write

FILE = Path("x.medstudy")
STUDY = study()
DATA = packed(STUDY)


def resealed(changes: Mapping[str, bytes | None], told: Mapping[str, object] | None = None) -> bytes:
    """A study file whose members were changed by somebody who knows how files are sealed."""
    members = members_of(DATA)
    manifest = json.loads(members.pop(MANIFEST)) | (told or {})
    kept = {name: data for name, data in {**members, **changes}.items() if data is not None}
    return sealed(KIND, SCHEMA, manifest, kept)


def refusal(data: bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(FormatError) as error:
        parsed(FILE, data)
    return error.value.reason


def test_a_study_comes_back_equal(tmp_path: Path) -> None:
    """With every field, half characters too; the same bytes every time."""
    path = tmp_path / "a.medstudy"
    write(path, STUDY, licences={"CC-BY-4.0.txt": "Attribution"})
    found = read(path)
    assert found.study == STUDY
    assert found.rater is None
    assert found.licences == {"CC-BY-4.0.txt": "Attribution"}
    assert packed(STUDY) == DATA
    assert next(iter(members_of(DATA))) == MANIFEST


def test_a_file_for_one_rater_has_no_others_presentations() -> None:
    """The codes of the others are nowhere in it."""
    data = packed(STUDY, "r2")
    found = parsed(FILE, data)
    assert found.rater == "r2"
    assert found.study == for_one(STUDY, "r2")
    assert found.study.raters == ("r2",)
    assert not any(b"r1" in member for name, member in members_of(data).items() if name != MANIFEST)
    assert found.sha256 != parsed(FILE, DATA).sha256
    assert (content_sha256(STUDY, "r2"), content_sha256(STUDY)) == (found.sha256, parsed(FILE, DATA).sha256)
    with pytest.raises(UnknownNameError, match="r9"):
        packed(STUDY, "r9")


def test_outputs_are_in_the_order_of_their_ids() -> None:
    """In whatever order the study has them."""
    turned = replace(STUDY, outputs=tuple(reversed(STUDY.outputs)))
    assert packed(turned) == DATA
    lines = members_of(DATA)["outputs.jsonl"].splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert ids == sorted(ids)


def test_what_is_private_to_the_key_is_not_in_the_file() -> None:
    """Neither the secret nor anything of the arms; no member has a time or an owner."""
    made = key(STUDY)
    whole = b"".join(members_of(packed(study_key.sealing(STUDY, made))).values())
    for arm in made.arms:
        for value in (arm.id, arm.run_id, arm.model, arm.file, arm.sha256, arm.quantization, arm.engine):
            assert f'"{value}"'.encode() not in whole
    assert made.secret.encode() not in whole
    assert b"instance of" not in whole


@given(st.data())
def test_flipped_bytes_and_cut_ends_never_pass(data: st.DataObject) -> None:
    """A file that can be read after some bytes were changed holds what it held before."""
    changed = bytearray(DATA)
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(DATA) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(changed[: data.draw(st.integers(0, len(DATA)))])
    for one in (bytes(changed), cut):
        try:
            found = parsed(FILE, one)
        except FormatError:
            continue
        assert found == parsed(FILE, DATA)


def test_other_files_of_ours_are_refused_by_name() -> None:
    """Ratings and keys are no studies."""
    assert "it is a file of ratings, not a study" in refusal(ratings_bundle.packed(hand_over(STUDY)))
    assert "it is the key of a study, not a study" in refusal(study_key.packed(key(STUDY)))


def test_members_of_a_study_are_known() -> None:
    """One missing, one more."""
    assert refusal(resealed({"items.jsonl": None})) == "“items.jsonl” is missing from it"
    assert refusal(resealed({"run.json": b"{}"})) == "“run.json” does not belong in a study"


def test_counts_are_kept() -> None:
    """A line less is a different study."""
    lines = members_of(DATA)["items.jsonl"].splitlines(keepends=True)
    assert "as many items" in refusal(resealed({"items.jsonl": b"".join(lines[:-1])}))
    assert "as many items" in refusal(resealed({}, {"counts": {}}))


def changed_study(**changes: Any) -> bytes:
    """A file of a study that does not fit together."""
    return packed(replace(STUDY, **changes))


def test_what_refers_to_nothing_is_refused() -> None:
    """Outputs without items, presentations of others' outputs, gaps in the order, things that stand twice."""
    shown = STUDY.presentations
    assert "about no item" in refusal(
        changed_study(outputs=(replace(STUDY.outputs[0], item_id="none"), *STUDY.outputs[1:]))
    )
    assert "twice" in refusal(changed_study(items=(*STUDY.items[:2], STUDY.items[0])))
    assert "twice" in refusal(changed_study(outputs=(*STUDY.outputs, STUDY.outputs[0])))
    assert "twice" in refusal(changed_study(presentations=(shown[0], replace(shown[1], id=shown[0].id))))
    assert "order" in refusal(changed_study(presentations=shown[1:]))
    for outputs in ((), ("o0010", "o0011"), ("o0000", "o0000")):
        wrong = (replace(shown[0], outputs=outputs), *shown[1:])
        assert "not of its item" in refusal(changed_study(presentations=wrong))


def test_a_member_that_is_not_as_it_should_be_is_named_with_its_line() -> None:
    """Broken JSON, another type, a field that nobody knows, no text."""
    lines = members_of(DATA)["items.jsonl"].splitlines(keepends=True)
    assert "items.jsonl, line 2 is no JSON" in refusal(
        resealed({"items.jsonl": lines[0] + b"{\n" + lines[2]})
    )
    item = json.loads(lines[1])
    for change, said in (({"id": 1}, "id is no text"), ({"model": "x"}, "model is unknown")):
        body = lines[0] + json_bytes(item | change) + lines[2]
        assert f"items.jsonl, line 2: {said}" in refusal(resealed({"items.jsonl": body}))
    assert "“guidelines.md” in it is no UTF-8" in refusal(resealed({"guidelines.md": b"\xff"}))
    assert "instrument.json" in refusal(resealed({"instrument.json": b"{}"}))
    assert "is for others" in refusal(resealed({}, {"rater": "r1"}))
    assert "manifest.json: study" in refusal(resealed({}, {"study": {}}))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_hostile_values_are_refused_or_harmless(seed: int) -> None:
    """Whoever can seal a file can write any value into it: the reason is told, and nothing crashes."""
    data = spoilt(DATA, KIND, random.Random(seed))
    with suppress(FormatError):
        parsed(FILE, data)
