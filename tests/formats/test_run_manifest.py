"""A manifest holds what is needed to repeat a run."""

import hashlib
import json
from dataclasses import replace

from workbench.domain.runs import ModelFacts, RunSpec, Sampling
from workbench.formats.run_manifest import FORMAT, RunManifest, document, ids_hash

SPEC = RunSpec(
    ModelFacts("Small", "small.gguf", "ab" * 32, 1000, (("general.architecture", "llama"),)),
    "llama.cpp 0.3.36",
    ("task57", "task52"),
    3,
    7,
    True,
    Sampling(stop=("x",)),
    limit=10,
    sample_seed=5,
    pools=(1273, 195),
)
MANIFEST = RunManifest(
    "r1",
    "2025-01-01T00:00:00+00:00",
    SPEC,
    ("i1", "糖"),
    2,
    0,
    "Q4_K_M",
    "0.1.0",
    "Linux x86_64, Python 3.11",
    {"paper/overlap": 2, "paper/accuracy": 1},
    {"nltk": "3.9.2"},
)


def test_everything_that_decides_the_answers_is_there() -> None:
    """Model, engine, prompts, sampling, instances, scoring, program and platform."""
    made = json.loads(document(MANIFEST))
    assert made["format"] == FORMAT
    assert made["model"] == {
        **{"name": "Small", "file": "small.gguf", "sha256": "ab" * 32, "size": 1000},
        **{"quantization": "Q4_K_M", "metadata": {"general.architecture": "llama"}},
    }
    assert made["engine"] == "llama.cpp 0.3.36"
    asking = made["asking"]
    assert asking["tasks"][0] == {"id": "task57", "instances_when_begun": 1273}
    assert (asking["shots"], asking["shot_seed"], asking["sample_seed"], asking["limit"]) == (3, 7, 5, 10)
    assert asking["sampling"]["stop"] == ["x"]
    assert asking["sampling"]["answering"] == "free"
    assert made["instances"]["asked"] == 2
    assert list(made["scoring"]["metrics"]) == ["paper/accuracy", "paper/overlap"]
    assert (made["program"], made["platform"]) == ("0.1.0", "Linux x86_64, Python 3.11")


def test_instances_are_hashed_in_their_order() -> None:
    """A person can check it with any tool: ids, each on a line."""
    assert ids_hash(("i1", "糖")) == hashlib.sha256("i1\n糖\n".encode()).hexdigest()
    assert ids_hash(("a", "b")) != ids_hash(("b", "a")) != ids_hash(("ab",))


def test_what_is_not_known_is_null() -> None:
    """An endpoint tells no hash and no size; an old run no pools."""
    spec = replace(SPEC, model=ModelFacts("M", "an endpoint", "", 0), pools=())
    made = json.loads(document(replace(MANIFEST, spec=spec, quantization="")))
    assert made["model"]["sha256"] is made["model"]["size"] is made["model"]["quantization"] is None
    assert made["asking"]["tasks"][0]["instances_when_begun"] is None


def test_equal_runs_make_equal_texts() -> None:
    """In any order of the mappings."""
    again = replace(MANIFEST, metrics=dict(reversed(list(MANIFEST.metrics.items()))))
    assert document(again) == document(MANIFEST)
