"""A table is for the script that it is named after, and scored only where that finds its columns."""

from pathlib import Path

import pytest

from tests.evaluation.runs import asked, instances, project_of
from workbench.domain.errors import UnknownNameError
from workbench.evaluation.foreign import ResultsImported, import_results
from workbench.evaluation.metrics.paper.scripts import SCRIPTS
from workbench.evaluation.paper_tables import NO_TABLE, PaperTable, scripts_named_by, tables_of
from workbench.store.project import Project

USUAL = ("task_id", "input", "GT", "output")


@pytest.mark.parametrize(
    ("file", "script"),
    [
        ("eval_results_Rationale_1_context_1_oriINS_MMedS-Llama 3.csv", "Rationale"),
        ("eval_results_Explanation_1_context_x.csv", "ConceptExplanation"),
        ("ConceptExplanation.crash.csv", "ConceptExplanation"),
        ("eval_results_Fact_verication_x.csv", "FactVerification"),
        ("NER_gpt.csv", "NamedEntityRecognition"),
        ("NERVA_gpt.csv", None),
        ("eval_results_task900_x.csv", None),
        ("all.csv", None),
    ],
)
def test_a_file_is_named_after_a_script_or_its_folder(file: str, script: str | None) -> None:
    """By a whole word at its beginning; both halves of a script that has two."""
    found = scripts_named_by(file)
    assert {one.name.partition(" ")[0] for one in found} == ({script} if script else set())
    assert len(found) == (2 if script == "FactVerification" else 1 if script else 0)


def test_what_no_script_looks_at_says_why() -> None:
    """The one the file is named after, or none at all."""
    assert NO_TABLE.passed_over("task900") == "upstream has no script for task900"
    assert NO_TABLE.passed_over("") == "upstream has no script for rows without a task"
    named = PaperTable((SCRIPTS["ConceptExplanation"],))
    said = "upstream's ConceptExplanation.py, which the file is named after, does not look at task51"
    assert named.passed_over("task51") == said


@pytest.mark.parametrize(
    ("columns", "by_place", "by_name"),
    [
        (USUAL, "", ""),
        ((), "", ""),
        (("task_id", "question", "GT", "output", "more"), "", ""),
        (
            ("Task_ID", "input", "gt", "output"),
            "",
            "upstream finds no column that is spelled task_id: KeyError",
        ),
        (
            ("task_id", "GT", "input", "output"),
            "upstream takes columns by their place, and in this file input stands where it wants GT",
            "",
        ),
        (
            ("id", *USUAL),
            "upstream takes columns by their place, and in this file id stands where it wants task_id",
            "",
        ),
    ],
)
def test_columns_are_taken_by_place_or_by_name(columns: tuple[str, ...], by_place: str, by_name: str) -> None:
    """Three scripts take the first, third and fourth column whatever they are called; the rest go by name."""
    table = PaperTable((), columns)
    for script in SCRIPTS.values():
        assert table.misplaced(script) == (by_place if script.by_place else by_name)


def test_an_imported_run_knows_its_tables(tmp_path: Path) -> None:
    """By what its rows call them; a run of our own has none, and an unknown one is refused."""
    project = project_of(tmp_path / "p.medswb", {"task57": instances("task57", ("q", "A"))})
    file = tmp_path / "NER_x.csv"
    file.write_text("task_id,GT,input,output\ntask125,a,q,a\n", encoding="utf-8-sig")
    *_, last = import_results(project, [file])
    assert isinstance(last, ResultsImported)
    own = asked(project, lambda _prompt: "A", "task57")
    with Project(project) as opened:
        ner = SCRIPTS["NamedEntityRecognition"]
        columns = ("task_id", "GT", "input", "output")
        assert tables_of(opened, last.run_id) == {"file 0": PaperTable((ner,), columns)}
        assert tables_of(opened, own) == {}
        with pytest.raises(UnknownNameError):
            tables_of(opened, "r-none")
