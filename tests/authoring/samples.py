"""Drafts that the tests of authoring begin with. Every patient is invented."""

from workbench.domain.tasks import Instance, Task
from workbench.store.drafts import Draft

TEXTS = {
    "en": ("A 61-year-old man has a swollen calf two days after a long flight.", "Deep vein thrombosis"),
    "zh": ("患者男性，六十一岁，长途飞行两天后小腿肿胀疼痛。", "深静脉血栓形成"),
    "ja": ("六十一歳の男性が長時間の飛行の二日後にふくらはぎの腫れを訴えている。", "深部静脈血栓症"),
    "fr": (
        "Un homme de 61 ans présente une douleur du mollet deux jours après un vol.",
        "Thrombose veineuse",
    ),
    "ru": ("У мужчины 61 года через два дня после перелёта отекла голень.", "Тромбоз глубоких вен"),
    "es": ("Un hombre de 61 años presenta dolor en la pantorrilla tras un vuelo largo.", "Trombosis venosa"),
}
"""An input and its reference in each of the six languages."""


def instance(number: int, text: str, *references: str, source_id: str | None = None) -> Instance:
    """An instance as a draft holds it."""
    return Instance(f"new-{number}", "", text, references or ("",), source_id)


def task() -> Task:
    """A head that no check has anything against."""
    return Task(
        id="",
        name="Calf pain, six languages",
        definition=("Name the most likely diagnosis.",),
        categories=("Diagnosis",),
        contributors=("A. Author",),
        source=("original",),
        domains=("Medicine",),
        input_language=("English",),
        output_language=("English",),
        instruction_language=("English",),
        split_type="Test",
    )


def draft(*instances: Instance) -> Draft:
    """A draft of `task` with `instances`, or with one in English."""
    return Draft("d1", task(), instances or (instance(1, *TEXTS["en"]),), "2026-11-21T14:02:00Z")
