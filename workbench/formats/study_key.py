"""Keys of studies (*.medkey): which output is of which arm. Stays with whoever coordinates the study.

A sealed zip with key.json: the arms, the secret that orders were drawn with, arm and instance of each
output, and what was changed in the outputs' texts. Nothing in it is packed, so that the study can name the
file's hash and no version of zlib decides it.
"""

from dataclasses import replace
from pathlib import Path

from workbench.domain.errors import FormatError
from workbench.domain.studies import Study, StudyKey
from workbench.formats.files import write_whole
from workbench.formats.plain_values import plain
from workbench.formats.sealed_zip import (
    file_bytes,
    json_bytes,
    json_object,
    opened,
    sealed,
    sha256,
)
from workbench.formats.study_bundle import value_of

KIND, SCHEMA = "medkey", 1
_KEY = "key.json"


def packed(key: StudyKey) -> bytes:
    """The key as a file, the same bytes for the same key."""
    told = {"study": key.study_id, "counts": {"arms": len(key.arms), "outputs": len(key.outputs)}}
    return sealed(KIND, SCHEMA, told, {_KEY: json_bytes(plain(key))}, stored=True)


def write(path: Path, key: StudyKey) -> None:
    """Write the key to `path`."""
    write_whole(path, packed(key))


def read(path: Path) -> StudyKey:
    """The key in the file at `path`.

    Raises:
        FormatError: it is no key, of another version, damaged, changed or made to do harm.
    """
    return parsed(path, file_bytes(path))


def parsed(path: Path, data: bytes) -> StudyKey:
    """The key in a file whose bytes are `data`; `path` is for messages."""
    found = opened(path, data, KIND, SCHEMA)
    if list(found.members) != [_KEY]:
        raise FormatError(path, f"it does not hold {_KEY} alone")
    key = value_of(path, StudyKey, json_object(path, _KEY, found.members[_KEY]), _KEY)
    counts = {"arms": len(key.arms), "outputs": len(key.outputs)}
    if found.manifest.get("study") != key.study_id or found.manifest.get("counts") != counts:
        raise FormatError(path, "its manifest is of another key")
    arms = [arm.id for arm in key.arms]
    if len(set(arms)) != len(arms) or not {arm for arm, _ in key.outputs.values()} <= set(arms):
        raise FormatError(path, "an arm is in it twice, or an output is of no arm")
    return key


def sealing(study: Study, key: StudyKey) -> Study:
    """The study with the hash of its key, so that the key cannot be changed later."""
    return replace(study, key_sha256=sha256(packed(key)))


def check_fits(path: Path, study: Study, key: StudyKey) -> None:
    """Make sure that a key is the study's own and was not changed since the study was built.

    Raises:
        FormatError: it is another study's, or was changed.
    """
    if key.study_id != study.id:
        raise FormatError(path, f"it is the key of another study ({key.study_id}, not {study.id})")
    if study.key_sha256 and study.key_sha256 != sha256(packed(key)):
        raise FormatError(path, "it was changed after the study was built: the study names another SHA-256")
    if {one.id for one in study.outputs} != set(key.outputs):
        raise FormatError(path, "it is not about the study's outputs")
