"""Search finds words of six languages, shows where, and answers anything that is typed."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.samples import SIX, TASK, instance, project_with
from workbench.domain.tasks import Instance, Task
from workbench.formats.medsins_json import open_task_file
from workbench.store import search as search_module
from workbench.store.project import Project

ROWS = {language: instance(text, "answer") for language, text in SIX.items()}


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with an input in each language."""
    with project_with(tmp_path_factory.mktemp("six") / "six.medswb", ROWS.values()) as project:
        yield project


def languages(project: Project, text: str) -> set[str]:
    """In which languages `text` is found."""
    found = {hit.instance.id for hit in project.tasks.search(text).rows}
    return {language for language, row in ROWS.items() if row.id in found}


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("swollen", "en"),
        ("swol", "en"),
        ("SWOLLEN leg", "en"),
        ("next flight", "en"),
        ('"long flight"', "en"),
        ("“long flight”", "en"),
        ("61-year-old", "en"),
        ("糖尿病", "zh"),
        ("糖尿", "zh"),
        ("尿病", "zh"),
        ("糖", "zh"),
        ("2型糖尿病", "zh"),
        ("hba1c", "zh"),
        ("治疗 HbA1c", "zh"),
        ("飛行", "ja"),
        ("検査はどれ", "ja"),
        ("腫れ", "ja"),
        ("61歳", "ja"),
        ("６１歳", "ja"),
        ("œdème", "fr"),
        ("oedeme", "fr"),
        ("edème", "fr"),
        ("edeme", "fr"),
        ("presente", "fr"),
        ("мужчина", "ru"),
        ("отек", "ru"),
        ("еще", "ru"),
        ("перелет", "ru"),
        ("niño", "es"),
        ("nino", "es"),
        ("OÍDO", "es"),
        ("diagnostico", "es"),
    ],
)
def test_word_is_found_in_its_language(six: Project, typed: str, language: str) -> None:
    """With or without diacritics, in any case, inner words of Chinese and Japanese too; and shown where."""
    assert languages(six, typed) == {language}
    (hit,) = six.tasks.search(typed).rows
    assert hit.spans
    assert hit.field == "input"


def test_british_and_american_spelling_find_each_other(tmp_path: Path) -> None:
    """“oedema” finds “edema” and the other way round."""
    rows = [
        instance("pulmonary oedema"),
        instance("pulmonary edema"),
        instance("anaemia"),
        instance("anemia"),
    ]
    with project_with(tmp_path / "a.medswb", rows) as project:
        for typed in ("edema", "oedema", "anemia", "anaemia"):
            assert project.tasks.search(typed).total == 2


def test_excerpt_shows_the_place(tmp_path: Path) -> None:
    """A hit far into a text is shown with what surrounds it; spans count code points."""
    text = "😀 " * 500 + "the patient has a rare vasculitis,\nand so on" + " x" * 500
    with project_with(tmp_path / "a.medswb", [instance(text, "one", "granulomatosis it is")]) as project:
        (hit,) = project.tasks.search("vasculitis").rows
        assert [hit.excerpt[start:end] for start, end in hit.spans] == ["vasculitis"]
        assert "rare vasculitis, and so on" in hit.excerpt
        (hit,) = project.tasks.search("granulom").rows
        assert hit.field == "references"
        assert [hit.excerpt[start:end] for start, end in hit.spans] == ["granulomatosis"]


def test_all_words_must_be_there(six: Project) -> None:
    """Words in different fields count together; a missing one finds nothing."""
    assert languages(six, "swollen answer") == {"en"}
    assert languages(six, "swollen nothing") == set()


def test_nothing_to_look_for_finds_nothing(six: Project) -> None:
    """An empty search is no error."""
    for typed in ("", "   ", "?!", '""', "*"):
        assert six.tasks.search(typed).rows == ()
        assert six.tasks.search(typed).total == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=()), max_size=40),
        st.text('"“”()*^:{}+-\\ NEARORANDNOT', max_size=40),
        st.lists(
            st.sampled_from(['"', "AND", "OR", "NOT", "NEAR(", ")", "*", "input:", "^", "\0", "糖"])
        ).map(" ".join),
    )
)
def test_any_text_can_be_typed(six: Project, typed: str) -> None:
    """Nothing that is typed is an operator, and nothing is an error."""
    found = six.tasks.search(typed)
    for hit in found.rows:
        for start, end in hit.spans:
            assert 0 <= start < end <= len(hit.excerpt)


def runs_of(text: str) -> list[str]:
    """The runs of Chinese or Japanese characters in `text`."""
    groups = groupby(text, key=lambda letter: "\u3041" <= letter <= "\u9fff" and letter.isalpha())
    return ["".join(letters) for kind, letters in groups if kind]


def pairs_of(text: str) -> Iterator[tuple[int, int]]:
    """Where two characters of a run stand next to each other in `text`."""
    return (
        (place, place + 2)
        for place in range(len(text) - 1)
        if runs_of(text[place : place + 2]) == [text[place : place + 2]]
    )


han_or_kana = st.characters(min_codepoint=0x3041, max_codepoint=0x9FFF, categories=["Lo"]).filter(
    lambda letter: unicodedata.is_normalized("NFKC", letter)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    text=st.text(st.one_of(han_or_kana, st.sampled_from("a1，。 \n糖尿病")), min_size=1, max_size=30),
    data=st.data(),
)
def test_any_part_of_a_run_is_found(six: Project, text: str, data: st.DataObject) -> None:
    """One, two or more characters next to each other find the instance they are from, and are marked."""
    runs = runs_of(text)
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    part = run[start : start + data.draw(st.integers(1, 3))]
    row = instance(text, task_id="task1")
    six.tasks.add(Task("task1", "task1_drawn"), [row])
    six.tasks.index()
    try:
        (hit,) = six.tasks.search(part, task_id="task1").rows
        assert hit.spans
    finally:
        six.tasks.delete("task1")


def test_any_two_characters_of_real_inputs_are_found(shared_data: Path, tmp_path: Path) -> None:
    """Every pair of neighbours in the real Chinese and Japanese files finds its instance."""
    for name in ("task58_medqa_question_answering_zh", "task59_igakuqa_question_answering"):
        with open_task_file(shared_data / "medsbench" / "MCQA" / f"{name}.jsonl") as opened:
            rows = [row for row in opened.rows if isinstance(row, Instance)]
        with project_with(tmp_path / f"{name}.medswb", rows, opened.task) as project:
            for row in rows[:6]:
                for start, end in pairs_of(row.input):
                    hits = project.tasks.search(row.input[start:end]).rows
                    assert row.id in {hit.instance.id for hit in hits}


def test_search_keeps_to_the_tasks_asked_for(tmp_path: Path) -> None:
    """One task, several, or none."""
    with Project.create(tmp_path / "a.medswb") as project:
        for number in (1, 2, 3):
            name = f"task{number}"
            project.tasks.add(Task(name, name), [instance("swollen leg", task_id=name)])
        project.tasks.index()
        assert project.tasks.search("leg").total == 3
        assert [hit.task_id for hit in project.tasks.search("leg", task_id="task2").rows] == ["task2"]
        found = project.tasks.search("leg", task_ids=["task1", "task3"])
        assert {hit.task_id for hit in found.rows} == {"task1", "task3"}
        assert project.tasks.search("leg", task_ids=[]).total == 0


def test_new_instances_are_found_once_indexed(tmp_path: Path) -> None:
    """Indexing again takes only what is new; a later word is found and nothing twice."""
    with project_with(tmp_path / "a.medswb", [instance("first finding")]) as project:
        project.tasks.add(TASK, [instance("second finding")])
        assert project.tasks.search("second").total == 0
        assert list(project.tasks.index_steps()) == [1]
        assert list(project.tasks.index_steps()) == []
        assert project.tasks.search("finding").total == 2


def test_best_come_first(tmp_path: Path) -> None:
    """A short text about the word comes before a long one that mentions it."""
    rows = [instance("gout " + "and other things " * 50), instance("gout, gout, gout")]
    with project_with(tmp_path / "a.medswb", rows) as project:
        found = project.tasks.search("gout")
        assert found.ranked
        assert [hit.instance.number for hit in found.rows] == [2, 1]


def test_very_common_word_is_not_ranked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what is counted, the first ones come as they stand, and nobody says how many there are."""
    monkeypatch.setattr(search_module, "MAX_COUNTED", 5)
    rows = [instance(f"patient {number}") for number in range(8)]
    with project_with(tmp_path / "a.medswb", rows) as project:
        found = project.tasks.search("patient", limit=3)
        assert (found.total, found.ranked) == (None, False)
        assert [hit.instance.number for hit in found.rows] == [1, 2, 3]
        assert project.tasks.search("patient 7").total == 1


def test_paragraph_can_be_searched_for(six: Project) -> None:
    """A pasted text finds the instance it is from, however long it is."""
    for language, text in SIX.items():
        assert languages(six, text) == {language}
        assert languages(six, f'"{text}"') == {language}
