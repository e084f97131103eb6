"""A run's manifest: everything that anyone needs to repeat it, as JSON.

What cannot be known is null: an endpoint tells no hash of its model. Texts of instances are not in it;
their ids, which are made from their content, are counted and hashed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from workbench.domain.runs import RunSpec

FORMAT = "meds-workbench run manifest"
VERSION = 1


@dataclass(frozen=True, slots=True)
class RunManifest:
    """A run and what it was made and scored with."""

    run_id: str
    created: str
    """ISO 8601, UTC."""
    spec: RunSpec
    instance_ids: tuple[str, ...]
    """What was asked, in order."""
    answered: int
    failed: int
    quantization: str
    """Of the model's file, such as "Q4_K_M"; empty where there is none."""
    program: str
    """The version of this program."""
    platform: str
    """System, release, processor and Python."""
    metrics: Mapping[str, int] = field(default_factory=dict)
    """Versions of the metrics by name, such as "paper/overlap"."""
    tokenizers: Mapping[str, str] = field(default_factory=dict)
    """Versions of the packages that decide a metric's digits, such as "nltk"."""


def document(manifest: RunManifest) -> str:
    """The manifest as JSON, the same text for the same run."""
    spec, model = manifest.spec, manifest.spec.model
    return _json(
        {
            "format": FORMAT,
            "version": VERSION,
            "run": {"id": manifest.run_id, "created": manifest.created},
            "model": {
                "name": model.name,
                "file": model.file,
                "sha256": model.sha256 or None,
                "size": model.size or None,
                "quantization": manifest.quantization or None,
                "metadata": dict(model.metadata),
            },
            "engine": spec.engine,
            "asking": _asking(spec),
            "instances": {
                "asked": len(manifest.instance_ids),
                "answered": manifest.answered,
                "failed": manifest.failed,
                "ids_sha256": ids_hash(manifest.instance_ids),
            },
            "scoring": {
                "metrics": dict(sorted(manifest.metrics.items())),
                "tokenizers": dict(sorted(manifest.tokenizers.items())),
            },
            "program": manifest.program,
            "platform": manifest.platform,
        }
    )


def ids_hash(instance_ids: Sequence[str]) -> str:
    """SHA-256 of the ids in the order in which they were asked, each followed by a line feed."""
    made = hashlib.sha256()
    for instance_id in instance_ids:
        made.update(f"{instance_id}\n".encode())
    return made.hexdigest()


def _asking(spec: RunSpec) -> dict[str, object]:
    """How instances became prompts and prompts completions."""
    sampling = asdict(spec.sampling)
    return {
        "protocol": spec.protocol,
        "tasks": [
            {"id": task, "instances_when_begun": pool}
            for task, pool in zip(spec.tasks, spec.pools or (None,) * len(spec.tasks), strict=True)
        ],
        "limit": spec.limit,
        "sample_seed": spec.sample_seed,
        "shots": spec.shots,
        "shot_seed": spec.shot_seed,
        "fixed_shots": spec.fixed_shots,
        "truncation": spec.truncation.value,
        "max_prompt_tokens": spec.max_prompt_tokens,
        "sampling": {**sampling, "answering": spec.sampling.answering.value, "stop": list(sampling["stop"])},
    }


def _json(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
