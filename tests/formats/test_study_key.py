"""Keys open the blinding of their own study and of no other."""

import json
import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.studies import key, members_of, spoilt, study
from workbench.domain.errors import FormatError
from workbench.formats.sealed_zip import MANIFEST, json_bytes, sealed, sha256
from workbench.formats.study_key import check_fits, packed, parsed, read, sealing, write

FILE = Path("x.medkey")
STUDY = study()
KEY = key(STUDY)
DATA = packed(KEY)


def test_a_key_comes_back_equal(tmp_path: Path) -> None:
    """With arms, outputs, secret and changes; always the same bytes, not packed."""
    write(tmp_path / "a.medkey", KEY)
    assert read(tmp_path / "a.medkey") == KEY
    assert packed(KEY) == DATA
    assert KEY.secret.encode() in DATA


def test_the_study_names_the_hash_of_its_key() -> None:
    """A key that was changed afterwards is told."""
    sealed_study = sealing(STUDY, KEY)
    assert sealed_study.key_sha256 == sha256(DATA)
    check_fits(FILE, sealed_study, KEY)
    swapped = {one: ("A1" if arm == "A2" else "A2", at) for one, (arm, at) in KEY.outputs.items()}
    with pytest.raises(FormatError, match="changed after the study was built"):
        check_fits(FILE, sealed_study, replace(KEY, outputs=swapped))


def test_a_key_of_another_study_is_refused() -> None:
    """By the study's id, and by its outputs."""
    with pytest.raises(FormatError, match="another study"):
        check_fits(FILE, STUDY, replace(KEY, study_id="x"))
    with pytest.raises(FormatError, match="not about the study's outputs"):
        check_fits(FILE, replace(STUDY, outputs=STUDY.outputs[1:], key_sha256=""), KEY)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_no_changed_byte_passes(place: int, change: int) -> None:
    """Nothing is packed, so every single byte counts."""
    changed = bytearray(DATA)
    changed[place] ^= change
    for one in (bytes(changed), DATA[:place]):
        with pytest.raises(FormatError):
            parsed(FILE, one)


def refusal(value: object, study_id: str = KEY.study_id, **more: bytes) -> str:
    """Why a key that was sealed anew is refused."""
    counts = {"arms": 2, "outputs": len(KEY.outputs)}
    with pytest.raises(FormatError) as error:
        parsed(
            FILE,
            sealed(
                "medkey", 1, {"study": study_id, "counts": counts}, {"key.json": json_bytes(value), **more}
            ),
        )
    return error.value.reason


def test_what_does_not_fit_together_is_refused() -> None:
    """Another study in the manifest, outputs of no arm, arms twice, members that do not belong."""
    value = json.loads(members_of(DATA)["key.json"])
    assert "of another key" in refusal(value, "x")
    assert "of no arm" in refusal(value | {"outputs": {one: ["A9", "i"] for one in value["outputs"]}})
    assert "twice" in refusal(value | {"arms": [value["arms"][0]] * 2})
    assert "alone" in refusal(value, more=b"")
    assert "outputs.a is no list of 2" in refusal(value | {"outputs": {"a": ["A1"]}})
    assert MANIFEST in members_of(DATA)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_hostile_values_are_refused_or_harmless(seed: int) -> None:
    """Whoever can seal a file can write any value into it: the reason is told, and nothing crashes."""
    data = spoilt(DATA, "medkey", random.Random(seed))
    with suppress(FormatError):
        parsed(FILE, data)
