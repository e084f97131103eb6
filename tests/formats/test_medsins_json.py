"""Task files of every shape are read; bad ones are refused; what is written is read back equal."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import FormatError
from workbench.domain.ids import instance_id
from workbench.domain.tasks import Example, Instance, Reported, Task
from workbench.formats.medsins_json import (
    GUIDELINE_KEYS,
    README_KEYS,
    Profile,
    open_task_file,
    task_file_name,
    task_file_text,
    write_task_file,
)

HEAD = {key: ["x"] for key in README_KEYS[:10]} | {"Positive Examples": [], "Negative Examples": []}
ROWS = [{"input": "a", "output": "b"}, {"id": 7, "input": "c", "output": ["d", "e"]}]


def write(folder: Path, content: object, name: str = "task1_x.json") -> Path:
    """A file of `content`: bytes as they are, text in UTF-8, anything else as JSON."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content, indent=4)
        path.write_bytes(text.encode())
    return path


def read(path: Path) -> tuple[Task, list[Instance], list[Reported]]:
    """The whole of a task file."""
    with open_task_file(path) as opened:
        rows = list(opened.rows)
        assert opened.bytes_read() == path.stat().st_size
    kept = [row for row in rows if isinstance(row, Instance)]
    reported = [row for row in rows if isinstance(row, Reported)]
    assert len(kept) + len(reported) == len(rows)
    return opened.task, kept, reported


def refusal(path: Path) -> FormatError:
    """The error that reading `path` ends in."""
    with pytest.raises(FormatError) as caught:
        read(path)
    assert caught.value.file == path
    return caught.value


@pytest.mark.parametrize("name", ["task1_x.json", "task1_x.jsonl", "task1_x"])
def test_one_object_is_read_whatever_the_ending(tmp_path: Path, name: str) -> None:
    """Upstream's ".jsonl" files are one object too; the name gives id and name."""
    task, kept, reported = read(write(tmp_path, HEAD | {"Instances": ROWS}, name))
    assert (task.id, task.name, task.definition) == ("task1", "task1_x", ("x",))
    assert [(row.input, row.references, row.source_id) for row in kept] == [
        ("a", ("b",), None),
        ("c", ("d", "e"), "7"),
    ]
    assert reported == []


def test_rows_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    """The first row of a large file is there before the rest has been looked at."""
    path = write(tmp_path, HEAD | {"Instances": [{"input": "x" * 10_000, "output": "y"}] * 200})
    with open_task_file(path) as opened:
        assert isinstance(next(opened.rows), Instance)
        assert 0 < opened.bytes_read() < path.stat().st_size / 2


def test_the_head_may_stand_behind_the_instances(tmp_path: Path) -> None:
    """The task is complete before the first row is read, whatever the order of keys."""
    path = write(tmp_path, {"Instances": ROWS} | HEAD | {"Split Type": "Train"})
    with open_task_file(path) as opened:
        assert opened.task.definition == ("x",)
        assert opened.task.split_type == "Train"
        assert len(list(opened.rows)) == 2


@pytest.mark.parametrize("key", ["Split Type", "Split_type"])
def test_the_split_type_may_stand_last(tmp_path: Path, key: str) -> None:
    """The one key that a full head lacks is found behind the instances too."""
    task, kept, _ = read(write(tmp_path, HEAD | {"Instances": ROWS, key: "Test"}))
    assert task.split_type == "Test"
    assert len(kept) == 2


def test_a_split_type_too_far_behind_is_refused(tmp_path: Path) -> None:
    """It is not dropped: the error says to move it."""
    path = write(tmp_path, HEAD | {"Instances": ROWS, "Split Type": "Test", "extra": "x" * 70_000})
    assert "move it before" in refusal(path).reason


def test_scalars_stand_for_lists(tmp_path: Path) -> None:
    """A plain Definition is one wording, not its letters; null and missing are nothing."""
    head = {
        "Contributors": "A",
        "Definition": "Find it.",
        "Source": None,
        "Domains": 3,
        "Split Type": ["Train"],
    }
    task, _, _ = read(write(tmp_path, head | {"Instances": []}))
    assert (task.contributors, task.definition, task.source, task.url) == (("A",), ("Find it.",), (), ())
    assert (task.domains, task.split_type) == (("3",), "Train")


def test_several_wordings_of_a_definition_are_kept(tmp_path: Path) -> None:
    """Upstream's rewritten definitions stand beside the first."""
    task, _, _ = read(write(tmp_path, {"Definition": ["One.", "Two."], "Instances": []}))
    assert task.definition == ("One.", "Two.")
    assert task.instruction == "One."


def test_examples_come_in_several_shapes(tmp_path: Path) -> None:
    """Objects, with or without explanation, with several outputs; pairs; texts; nothing at all."""
    examples = [
        {"input": "a", "output": "b", "explanation": "c"},
        {"Input": "a", "Output": ["b", "c"], "Reason": None},
        ["a", "b"],
        ["a", "b", "c"],
        "a",
    ]
    head = {"Positive Examples": examples, "Negative_Examples": [""], "Instances": []}
    task, _, _ = read(write(tmp_path, head))
    assert task.positive_examples == (
        Example("a", "b", "c"),
        Example("a", "b"),
        Example("a", "c"),
        Example("a", "b"),
        Example("a", "b", "c"),
        Example("a", ""),
    )
    assert task.negative_examples == ()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_marks_and_line_endings_do_not_matter(tmp_path: Path, mark: bytes, newline: bytes) -> None:
    """A byte order mark and Windows' line endings are no part of the text."""
    whole = json.dumps(HEAD | {"Instances": ROWS}, indent=4).encode().replace(b"\n", newline)
    assert read(write(tmp_path, mark + whole))[0].definition == ("x",)
    lines = newline.join(json.dumps(row).encode() for row in [HEAD, *ROWS])
    task, kept, reported = read(write(tmp_path, mark + lines, "task1_x.jsonl"))
    assert task.definition == ("x",)
    assert len(kept) == 2
    assert reported == []


def test_json_lines_with_and_without_a_head(tmp_path: Path) -> None:
    """One instance a line; a first line without input is the head; empty lines are no rows."""
    lines = "\n\n".join(json.dumps(row) for row in ROWS) + "\n"
    assert [row.input for row in read(write(tmp_path, lines))[1]] == ["a", "c"]
    head = json.dumps({"Definition": "Find it.", "Input_language": "French"}) + "\n"
    task, kept, reported = read(write(tmp_path, head + lines))
    assert task.definition == ("Find it.",)
    assert [row.language for row in kept] == ["fr", "fr"]
    assert reported == []
    assert [row.input for row in read(write(tmp_path, json.dumps(ROWS[0])))[1]] == ["a"]


def test_json_lines_that_each_carry_the_head(tmp_path: Path) -> None:
    """A definition that stands in the rows is the task's; the row that has it is an instance too."""
    row = {"Definition": "Answer.", "Categories": ["NER"], "input": "one", "output": "a"}
    lines = [row, row | {"input": "two"}]
    task, kept, _ = read(write(tmp_path, "\n".join(map(json.dumps, lines))))
    assert (task.definition, task.categories) == (("Answer.",), ("NER",))
    assert [one.input for one in kept] == ["one", "two"]
    other = {"source": {"not": "a head"}, "input": "one", "output": "a"}
    task, kept, _ = read(write(tmp_path, json.dumps(other)))
    assert (task.source, len(kept)) == ((), 1)


def test_bad_lines_are_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    """A broken line is a row: it has a place, and the good ones around it are kept."""
    good = json.dumps({"input": "a", "output": "b"})
    path = write(tmp_path, "\n".join([good[:-3], good, '{"output": "b"}', "[" * 100_000, good]))
    _, kept, reported = read(path)
    assert len(kept) == 2
    assert [row.index for row in reported] == [0, 2, 3]
    assert [row.field for row in reported] == [None, "input", None]
    assert reported[0].reason.startswith("line 1 is not valid JSON: Unterminated string")
    assert reported[2].reason == "line 4 is not valid JSON: it is nested too deeply"


def test_bad_instances_are_reported_and_the_good_ones_kept(tmp_path: Path) -> None:
    """Index and field name the row; lone surrogates and NaN spoil one row, not the file."""
    rows = (
        '[{"input": "a", "output": "b"}, {"input": "\\ud83d", "output": "b"}, 3,'
        ' {"input": "c", "output": NaN}, {"input": "d", "output": "", "id": "\\ud83d\\ude00"}]'
    )
    _, kept, reported = read(write(tmp_path, '{"Instances": ' + rows + "}"))
    assert [(row.input, row.source_id) for row in kept] == [("a", None), ("d", "😀")]
    assert [(row.index, row.field) for row in reported] == [(1, "input"), (2, None), (3, "output")]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("", None, "empty"),
        ("[]", 1, "top level is a list"),
        ('[\n{"input": "a", "output": "b"}\n]', 1, "top level is a list"),
        ("{}", None, "no “Instances”"),
        ({"task1": {"original_def": "x", "auto_rewrite_def": ["y"]}}, None, "no “Instances”"),
        ({"Positive Examples": [{"input": "a", "output": "b"}]}, None, "no “Instances”"),
        ('{"Instances": {}}', 1, "“Instances” is not a list"),
        ('{"Instances": [],\n"Instances": []}', 2, "“Instances” stands twice"),
        ('{"Source": "a",\n"Source": "b", "Instances": []}', 2, "“Source” stands twice"),
        ('{"Instances": [{"input": "a", "output": "b"},\n]}', 2, "not valid JSON"),
        ('{"Instances": [\n{"input": "a", "output": "b"}\n', 3, "the end of the file"),
        ('{"Instances": []}\n{"Instances": []}', 2, "after the end"),
        ('{"Instances": [], "Definition": [{"a": 1}]}', None, "“Definition” holds an object"),
        ('{"Instances": [], "Definition": "\\ud83d"}', None, "surrogate"),
        ("never was JSON\nat all", 1, "expected “{”"),
        ('{"a":' * 100_000, 1, "nested too deeply"),
        ('{"Instances": [], "Domains": "é"}'.encode("latin-1"), 1, "not UTF-8"),
        ('{"input": "a", "output": "b"}\n{"input": "é"}'.encode("latin-1"), 2, "not UTF-8"),
        ('{"Instances": []}'.encode("utf-16"), None, "UTF-16"),
    ],
)
def test_an_unreadable_file_is_refused(tmp_path: Path, content: object, line: int | None, words: str) -> None:
    """The error names file, line and reason."""
    error = refusal(write(tmp_path, content))
    assert words in error.reason
    assert error.line == line


@pytest.mark.parametrize("head", [HEAD, {}])
def test_a_fault_in_the_tail_is_found(tmp_path: Path, head: dict[str, object]) -> None:
    """A file that breaks off after many good rows is refused all the same, with the line."""
    text = json.dumps(head | {"Instances": ROWS * 50}, indent=1)
    path = write(tmp_path, text[:-4] + ",")
    error = refusal(path)
    assert error.line == text.count("\n") + 1 - 1


def test_instances_that_stand_twice_behind_a_full_head_are_refused(tmp_path: Path) -> None:
    """Neither list is dropped, though the first was read already."""
    text = json.dumps(HEAD | {"Instances": ROWS})
    assert "twice" in refusal(write(tmp_path, text[:-1] + ', "Instances": []}')).reason


@pytest.mark.parametrize("first", ["3", "[]", '{"x": 1}', '{"Source": "a", "Source": "b"}', "{"])
def test_a_first_line_that_is_no_head_is_a_row(tmp_path: Path, first: str) -> None:
    """It is reported like any other bad line."""
    lines = [first, *map(json.dumps, ROWS)]
    task, kept, reported = read(write(tmp_path, "\n".join(lines)))
    assert task.source == ()
    assert len(kept) == 2
    assert [row.index for row in reported] == [0]


def test_an_endless_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any row that exists is not taken into memory."""
    monkeypatch.setattr("workbench.formats.json_stream.LONGEST_VALUE", 100)
    lines = [*map(json.dumps, ROWS * 5), json.dumps({"input": "x" * 200, "output": "y"})]
    error = refusal(write(tmp_path, "\n".join(lines)))
    assert "longer than 100 bytes" in error.reason
    assert error.line == 11


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a missing file and a name without an id each get their sentence."""
    assert "folder" in refusal(tmp_path).reason
    assert "No such file" in refusal(tmp_path / "task1_x.json").reason
    assert "task57_medqa.json" in refusal(write(tmp_path, "{}", "_x.json")).reason
    assert "task57_medqa.json" in refusal(write(tmp_path, "{}", "task1_\udcff.json")).reason


# Each of hypothesis' examples overwrites the same file.
@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for files that every example writes anew."""
    return tmp_path_factory.mktemp("scratch")


fragments = st.sampled_from(
    [
        '{"Instances": [',
        '{"input": "a", "output": "b"}',
        "]}",
        "\n",
        ",",
        '"Definition":',
        "\ufeff",
        "\\ud83d",
        "{",
        '"',
    ]
)


@given(st.binary(max_size=80) | st.lists(fragments | st.text(max_size=5), max_size=12).map("".join))
def test_any_bytes_are_read_or_refused(scratch: Path, content: bytes | str) -> None:
    """Hostile files end in rows or in FormatError, never in anything else, and no row is lost."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    with contextlib.suppress(FormatError):
        read(write(scratch, data))


texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('\r\n\t\x00\u2028糖尿病😀\ufeff"\\'),
    max_size=12,
)
text_lists = st.lists(texts, max_size=3).map(tuple)
examples = st.lists(st.builds(Example, texts, texts, texts), max_size=2).map(tuple)
tasks = st.builds(
    Task,
    st.just("task9"),
    st.just("task9_y"),
    definition=text_lists,
    categories=text_lists,
    contributors=text_lists,
    source=text_lists,
    url=text_lists,
    reasoning=text_lists,
    domains=text_lists,
    output_language=text_lists,
    instruction_language=text_lists,
    positive_examples=examples,
    negative_examples=examples,
    input_language=st.just(("English",)),
    split_type=st.none() | texts,
)  # fmt: skip
rows = st.lists(
    st.tuples(
        texts.filter(str.strip),
        st.lists(texts, min_size=1, max_size=3).map(tuple),
        st.none() | texts.filter(bool),
    ),
    max_size=4,
    unique_by=lambda row: row[:2],
)


def instances_of(task: Task, made: list[tuple[str, tuple[str, ...], str | None]]) -> list[Instance]:
    """Instances as reading makes them."""
    return [
        Instance(instance_id(task.id, text, references), task.id, text, references, source_id, "en")
        for text, references, source_id in made
    ]


@given(tasks, rows, st.sampled_from(Profile))
def test_what_is_written_is_read_back_equal(
    scratch: Path, task: Task, made: list[tuple[str, tuple[str, ...], str | None]], profile: Profile
) -> None:
    """All but what the profile has no place for: text, references, ids and order."""
    instances = instances_of(task, made)
    back, kept, reported = read(write_task_file(scratch, task, instances, profile))
    assert kept == instances
    assert reported == []
    if profile is Profile.README:
        lost: dict[str, object] = {"split_type": None}
    else:
        lost = {"reasoning": (), "positive_examples": (), "negative_examples": ()}
    for field in Task.__slots__:
        assert getattr(back, field) == lost.get(field, getattr(task, field))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_files_are_laid_out_as_upstreams(tmp_path: Path, count: int) -> None:
    """The bytes are those of `json.dump(..., ensure_ascii=False, indent=4)`, keys in upstream's order."""
    task = Task("task9", "task9_y", definition=("Find “it”.",), split_type="Train")
    instances = instances_of(task, [(f"a{index}\n", ("b", "ж"), f"id{index}") for index in range(count)])
    for profile, keys in ((Profile.README, README_KEYS), (Profile.GUIDELINE, GUIDELINE_KEYS)):
        path = write_task_file(tmp_path, task, instances, profile)
        data = path.read_bytes()
        whole = json.loads(data)
        assert data == json.dumps(whole, ensure_ascii=False, indent=4).encode()
        assert data == task_file_text(task, instances, profile).encode()
        assert tuple(whole) == (*keys, "Instances")
        assert [list(row) for row in whole["Instances"]] == [["id", "input", "output"]] * count


def test_every_written_instance_has_an_id(tmp_path: Path) -> None:
    """One that came without gets one from its content, which begins with the task's."""
    task = Task("task9", "task9_y")
    path = write_task_file(tmp_path, task, instances_of(task, [("a", ("b",), None)]), Profile.README)
    (row,) = json.loads(path.read_bytes())["Instances"]
    assert row["id"] == f"task9-{instance_id('task9', 'a', ['b'])}"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """When writing fails half way, the older file stands and nothing is left beside it."""
    task = Task("task9", "task9_y")
    good = instances_of(task, [("a", ("b",), None)])
    path = write_task_file(tmp_path, task, good, Profile.README)
    before = path.read_bytes()
    with pytest.raises(FormatError, match="surrogate"):
        write_task_file(tmp_path, task, instances_of(task, [("\ud83d", ("b",), None)]), Profile.README)
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*")) == [path]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The error says which file, and what the system said."""
    (tmp_path / "file").write_text("")
    with pytest.raises(FormatError, match=r"task9_y\.json: it cannot be written"):
        write_task_file(tmp_path / "file" / "folder", Task("task9", "task9_y"), [], Profile.README)


@pytest.mark.parametrize(
    ("task_id", "name", "file"),
    [
        ("task9", "task9_y", "task9_y.json"),
        ("task9", "task9_Untersuchung 糖尿病", "task9_Untersuchung 糖尿病.json"),
        ("task9", "task9_CT/MRI: a\\b", "task9_CT_MRI_ a_b.json"),
        ("task9", "task9_../../x", "task9_.._.._x.json"),
        ("task9", "task9_y. ", "task9_y.json"),
        ("..", "../../x", None),
        ("", "", None),
        ("task9", "task10_x", None),
        ("con", "con", None),
        ("task9", "task9_\udcff", None),
        ("task9", "task9_" + "x" * 300, None),
    ],
)
def test_a_name_stays_in_its_folder(task_id: str, name: str, file: str | None) -> None:
    """What leads elsewhere or names no file anywhere is replaced, or refused when nothing is left."""
    task = Task(task_id, name)
    if file is None:
        with pytest.raises(FormatError):
            task_file_name(task)
    else:
        assert task_file_name(task) == file


def test_real_files_are_read_and_written_back(shared_data: Path, tmp_path: Path) -> None:
    """Every released file: no row is reported, and both profiles give the same instances."""
    files = sorted(path for path in (shared_data / "medsbench").rglob("*") if path.is_file())
    assert len(files) > 30
    for path in files:
        task, kept, reported = read(path)
        assert kept
        assert reported == []
        with path.open(encoding="utf-8") as file:
            upstream = json.load(file)["Instances"]
        assert [row.input for row in kept] == [row["input"] for row in upstream]
        for profile in Profile:
            back, again, _ = read(write_task_file(tmp_path, task, kept, profile))
            assert again == kept
            assert (back.name, back.definition) == (task.name, task.definition)


def test_other_json_is_no_task_file(shared_data: Path) -> None:
    """Upstream's rewritten definitions lie in the same folders; they are refused with a reason."""
    assert "no “Instances”" in refusal(shared_data / "RewriteDefinitions.json").reason
