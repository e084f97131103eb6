"""The results of a study as files: the report with its tables, and what other programs take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from workbench.domain.raters import HandOver
from workbench.formats import (
    arena_battles,
    healthbench_jsonl,
    llm_comparator_json,
    preferences_jsonl,
    sheets_csv,
    study_report_html,
)
from workbench.formats.sealed_zip import write_bytes
from workbench.study.report import report
from workbench.study.report_methods import Circumstances
from workbench.study.result_exports import Exported, battles, comparisons, preferred_pairs, rubrics
from workbench.study.result_sheets import sheets
from workbench.study.results import Results

REPORT = "report.html"


class ForOthers(StrEnum):
    """A kind of file that another program takes."""

    PREFERENCES = "preferences"
    """Pairs for training by preference, JSON lines."""
    RUBRICS = "rubrics"
    """HealthBench's JSON lines."""
    COMPARISONS = "comparisons"
    """LLM Comparator's JSON."""
    BATTLES = "battles"
    """Battles as Chatbot Arena's, JSON."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of every row."""

    file: Path
    rows: int
    left_out: tuple[tuple[str, int], ...]
    """Reasons, and how many for each."""


def write_report(
    found: Results, given: Sequence[HandOver], folder: Path, *, program: str, made: str
) -> tuple[Path, ...]:
    """Write the report and its tables with a codebook into a folder; what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    about = Circumstances(program, made, tuple(one.rater for one in given))
    write_bytes(folder / REPORT, study_report_html.page(report(found, about)).encode())
    sittings = {found.names[one.rater.code]: one.sittings for one in given if one.rater.code in found.names}
    return (folder / REPORT, *sheets_csv.write(folder, sheets(found, sittings)))


def write_for_others(found: Results, kind: ForOthers, file: Path) -> Written:
    """Write what another program takes. Models have their names there."""
    exported, text = _FILES[kind](found)
    write_bytes(file, text.encode())
    return Written(file, len(exported.rows), exported.left_out)


def _preferences(found: Results) -> tuple[Exported[Any], str]:
    exported = preferred_pairs(found)
    return exported, preferences_jsonl.text(exported.rows)


def _rubrics(found: Results) -> tuple[Exported[Any], str]:
    exported = rubrics(found)
    return exported, healthbench_jsonl.text(exported.rows)


def _comparisons(found: Results) -> tuple[Exported[Any], str]:
    exported = comparisons(found)
    models = [arm.model for arm in found.key.arms[:2]]
    first, second = (*models, "", "")[:2]
    return exported, llm_comparator_json.text(found.study.title, (first, second), exported.rows)


def _battles(found: Results) -> tuple[Exported[Any], str]:
    exported = battles(found)
    return exported, arena_battles.text(exported.rows)


_FILES: dict[ForOthers, Callable[[Results], tuple[Exported[Any], str]]] = {
    ForOthers.PREFERENCES: _preferences,
    ForOthers.RUBRICS: _rubrics,
    ForOthers.COMPARISONS: _comparisons,
    ForOthers.BATTLES: _battles,
}
