"""A whole study, from other people's answers to a report that finds what is known to be true.

Three simulated raters of known skill: one at the real window by keys alone, who knows nothing but what it
shows, two who hand in files. One file comes in damaged, one comes in twice; disagreements are decided.
"""

import csv
import json
import random
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6")
pytest.importorskip("pytestqt")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.chosen import Chosen
from tests.journeys.hands import Hands
from tests.study.known import (
    AXES,
    INSTRUMENT,
    ITEMS,
    READERS,
    REPEATS,
    Decided,
    Patient,
    Reading,
    estimated,
    missed,
    patients,
    rating_of,
    said,
)
from workbench.cli.main import main
from workbench.domain.studies import Action
from workbench.evaluation.statistics.estimates import Resampling
from workbench.formats import instrument_json, ratings_bundle, study_bundle
from workbench.formats.leaderboard_csv import LeaderboardRow, file_name, write
from workbench.gui.app import Workbench
from workbench.gui.theme import Theme, apply_theme
from workbench.gui.tokens import LIGHT
from workbench.gui.views.rate import RateView
from workbench.paths import user_paths
from workbench.settings import Settings, ThemeChoice, save_settings
from workbench.store.journal import Journal
from workbench.study import building
from workbench.study.handing_over import hand_over
from workbench.study.operations import open_key
from workbench.study.result_operations import rated, study_results
from workbench.study.results import Results
from workbench.study.session import Session

SEED = 3
"""Of texts, sides, orders and what raters see in them; `tests/study/test_known.py` goes through others."""
MODELS = ("Zebra-7B", "Yak-8B")
SHOWN = ITEMS + round(REPEATS * ITEMS)
Texts = tuple[str, str, str]
"""Input, left answer, right answer."""


class Drawn:
    """Stands for `secrets`: at random, and the same every time."""

    def __init__(self) -> None:
        self._chance = random.Random(SEED)

    def token_bytes(self, count: int) -> bytes:
        """So many bytes."""
        return self._chance.randbytes(count)

    def token_hex(self, count: int) -> str:
        """The same in hexadecimal digits."""
        return self._chance.randbytes(count).hex()


class Command:
    """`meds-workbench` on one project, in this process."""

    def __init__(self, project: Path, printed: pytest.CaptureFixture[str]) -> None:
        self.project, self._printed = project, printed
        self.errors = ""
        """What the last one said besides."""

    def __call__(self, *words: object, code: int = 0) -> Any:
        """The JSON document that it prints; it has to end with `code`."""
        self._printed.readouterr()
        ended = main(["--project", str(self.project), *map(str, words), "--json"])
        said_ = self._printed.readouterr()
        self.errors = said_.err
        assert ended == code, said_.err
        return json.loads(said_.out)


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command on a project that does not exist yet."""
    monkeypatch.setattr(building, "secrets", Drawn())
    return Command(tmp_path / "story.medswb", capsys)


@pytest.fixture
def dialogs() -> Chosen:
    """What a person answers when asked for a file."""
    return Chosen()


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, dialogs: Chosen) -> Iterator[Hands]:
    """At a rater's window, which knows the demo project alone."""
    save_settings(user_paths().settings_file, Settings(ThemeChoice.LIGHT))
    hook = sys.excepthook
    workbench = Workbench(qapp, user_paths(), dialogs)
    sys.excepthook = hook
    window = workbench.window
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    made = Hands(qtbot, window)
    made.wait(window.isActiveWindow)
    workbench.begin(None)
    made.wait(lambda: window.windowTitle().startswith("demo"))
    yield made
    workbench.close()
    apply_theme(qapp, Theme(LIGHT))


def test_a_study_finds_what_is_known(hands: Hands, dialogs: Chosen, command: Command, tmp_path: Path) -> None:
    """Import, build, send out, rate by keys and by files, take in, decide, report, give on."""
    made = patients(SEED)
    study_id, sent = _sent_out(command, made, tmp_path)
    for file in sent.values():
        _leads_to_no_arm(command.project, study_id, file)
    own = dialogs.path = sent["r01"]
    seen = _rate_by_keys(hands, Reading(READERS[0], SEED), tmp_path / "r01.medratings", dialogs)
    _holds_what_was_seen(own, tmp_path / "r01.medratings", seen)
    for reader in READERS[1:]:
        _rate_by_file(sent[reader.code], Reading(reader, SEED), tmp_path / f"{reader.code}.medratings")
    for reader in READERS:
        _leads_to_no_arm(command.project, study_id, tmp_path / f"{reader.code}.medratings")
    _take_in(command, tmp_path)
    decisions = _decide(command, study_id, tmp_path / "decisions.jsonl", sent["r02"])
    _report(command, study_id, decisions, tmp_path)
    _give_on(command, study_id, tmp_path / "given", made)
    found = _results(command.project, study_id)
    assert [arm.model for arm in found.key.arms] == list(MODELS)
    intervals = estimated(found)
    assert missed(intervals) == ()
    assert intervals["preference left r01"].low > 50
    assert intervals["correctness difference"].high < 0


def _sent_out(command: Command, made: tuple[Patient, ...], folder: Path) -> tuple[str, dict[str, Path]]:
    """A project with the instances and both models' answers; the study, and each rater's file."""
    task = folder / "task901_counting.json"
    head = {"Contributors": ["A"], "Categories": ["Question Answering"], "Definition": ["Answer."]}
    rows = [{"input": one.prompt, "output": "See the answers."} for one in made]
    task.write_text(json.dumps({**head, "Input_language": ["English"], "Instances": rows}), "utf-8")
    command("import", task)
    for place, model in enumerate(MODELS):
        table = folder / file_name("counting", model, shots=0)
        write(
            table,
            [LeaderboardRow("task901", one.prompt, "See the answers.", one.answers[place]) for one in made],
        )
        command("import-results", table)
    runs = {one["model"]: one["run"] for one in command("runs")}
    instruments = folder / "instruments"
    instruments.mkdir()
    instrument_json.write(instruments / "counting-3.json", INSTRUMENT)
    (folder / "guidelines.md").write_text("# Count\n\nCount what is named.\n", "utf-8")
    (folder / "consent.txt").write_text("I take part freely.", "utf-8")
    built = command(
        *("study", "build", "Counting", "--instrument", INSTRUMENT.id, "--repeats", REPEATS),
        *("--runs", *(runs[model] for model in MODELS), "--raters", *(one.code for one in READERS)),
        *("--guidelines", folder / "guidelines.md", "--consent", folder / "consent.txt"),
    )
    assert (built["rows_in"], built["items"], built["outputs"]) == (ITEMS, ITEMS, 2 * ITEMS)
    assert built["presentations"] == {one.code: SHOWN for one in READERS}
    written = command("study", "export", built["study"], "--to", folder / "out")
    return str(built["study"]), {one["rater"]: Path(one["file"]) for one in written}


def _leads_to_no_arm(project: Path, study_id: str, file: Path) -> None:
    """Neither a model, nor a run, an arm, an instance or the secret is in a file that raters have or send."""
    key = open_key(project, study_id)
    names = {key.secret, "eval_results"} | {instance for _arm, instance in key.outputs.values()}
    for arm in key.arms:
        names |= {f'"{arm.id}"', arm.run_id, arm.model}
    with zipfile.ZipFile(file) as opened:
        held = " ".join(f"{name} {opened.read(name).decode('utf-8')}" for name in opened.namelist())
    assert [name for name in names if name in held] == []


def _rate_by_keys(hands: Hands, reading: Reading, out: Path, dialogs: Chosen) -> Mapping[Texts, Decided]:
    """Open the study, agree, read, rate every item by what stands on the screen, export."""
    hands.press("Ctrl+4")
    hands.press("Ctrl+O")
    hands.see("Before you begin")
    hands.press("Return")
    hands.see("Guidelines")
    # Enter twice within a quarter of a second, and nothing between, is one press.
    for key in ("Down", "Return"):
        hands.press(key)
    view = hands.part(RateView)
    seen: dict[Texts, Decided] = {}
    put_off = False
    while view.page.isVisible():
        texts = _on_screen(view)
        if len(seen) == 2 and not put_off:
            hands.press("S")
            put_off = True
            assert _on_screen(view) != texts
            continue
        _besides(hands, len(seen))
        seen[texts] = decided = reading.decide(*texts[1:])
        for scores in decided.scores:
            for score in scores:
                hands.press(str(score))
        hands.press({-1: "A", 0: "T", 1: "B"}[decided.side])
        hands.press("Return")
    hands.see("That was the last one")
    dialogs.path = out
    hands.press("Ctrl+E")
    hands.see(f"Exported {SHOWN} of {SHOWN} items")
    return seen


def _on_screen(view: RateView) -> Texts:
    """What a rater can read."""
    page = view.page.texts
    left, right = (card.reading for card in page.answers if card.isVisible())
    return page.input.prompt.toPlainText(), left.toPlainText(), right.toPlainText()


def _besides(hands: Hands, done: int) -> None:
    """What raters do besides scoring, now and then."""
    if done == 0:
        for key in ("J", "E", "A", "2", "Return", "C"):
            hands.press(key)
        hands.type("Hard to say.")
        hands.press("Return")
    elif done == 3:
        for key in ("5", "U", "Up", "F", "Ctrl+P", "Return"):
            hands.press(key)


def _holds_what_was_seen(sent: Path, given: Path, seen: Mapping[Texts, Decided]) -> None:
    """The file of ratings has every value under the answer that stood where it was given."""
    study = study_bundle.read(sent).study
    prompts = {one.id: one.prompt for one in study.items}
    texts = {one.id: one.text for one in study.outputs}
    made = ratings_bundle.read(given)
    shown = {one.id: one for one in study.presentations}
    assert len(made.ratings) == len(seen) == len(shown) == SHOWN
    for rating in made.ratings:
        one = shown[rating.presentation]
        decided = seen[prompts[one.item_id], texts[one.outputs[0]], texts[one.outputs[1]]]
        assert rating.submitted
        assert rating.values == rating_of(one, decided).values
    assert [one.comment for one in made.ratings if one.comment] == ["Hard to say."]
    assert [one.type for rating in made.ratings for one in rating.spans] == ["wrong-fact"]
    assert sum(one.flagged for one in made.ratings) == 1
    assert {Action.LATER, Action.UNDO, Action.PAUSE} <= {one.action for one in made.events}


def _rate_by_file(sent: Path, reading: Reading, out: Path) -> None:
    """Rate everything in a study file, and write the file of ratings."""
    found, rater = study_bundle.read(sent), reading.reader.code
    study = found.study
    session = Session(study, rater, Journal(out.with_suffix(".medwork"), study.id, found.sha256, rater))
    session.note(Action.CONSENT)
    while (shown := session.next_open().presentation) is not None:
        texts = [session.outputs[output].text for output in shown.outputs]
        for key, value in rating_of(shown, reading.decide(*texts)).values.items():
            question, _, output = key.partition("/")
            session.sheet.answer(question, value, output)
        session.submit()
    session.close()
    ratings_bundle.write(out, hand_over(study, found.sha256, rater, session.recorder.events))


def _take_in(command: Command, folder: Path) -> None:
    """The damaged file is refused with its reason and stops no other; the same file again is harmless."""
    first, second, third = (folder / f"{one.code}.medratings" for one in READERS)
    damaged, again = folder / "damaged.medratings", folder / "again.medratings"
    data = bytearray(third.read_bytes())
    data[len(data) // 2] ^= 0x40
    damaged.write_bytes(data)
    again.write_bytes(second.read_bytes())
    taken = command("study", "import", first, damaged, second, code=1)
    assert [one["outcome"] for one in taken["files"]] == ["new", "refused", "new"]
    assert "damaged.medratings: refused: “events.jsonl” in it is damaged" in command.errors
    assert (taken["rows_in"], taken["rows_kept"]) == (2 * SHOWN, 2 * SHOWN)
    taken = command("study", "import", third, again)
    assert [one["outcome"] for one in taken["files"]] == ["new", "known"]
    (covered,) = taken["coverage"]
    assert (covered["wanted"], covered["given"]) == (3 * SHOWN, 3 * SHOWN)


def _decide(command: Command, study_id: str, file: Path, sent: Path) -> Path:
    """Decide three disagreements by what the texts say; neither raters nor arms are named."""
    texts = {one.id: one.text for one in study_bundle.read(sent).study.outputs}
    asked = ("study", "adjudicate", study_id, "--file", file)
    cases = command(*asked)
    told = json.dumps(cases)
    assert not [name for name in (*MODELS, "A1", *(one.code for one in READERS)) if name in told]
    scored = [one for one in cases if one["question"] in AXES]
    for case in scored[:3]:
        value = said(case["question"], texts[case["thing"]])
        about = ("--decide", case["question"], case["thing"], "--value", value)
        left = command(*asked, *about, "--cause", "slip", "--by", "c1")
    assert sum(one["decided"] is not None for one in left) == 3
    assert len(left) == len(cases)
    return file


def _report(command: Command, study_id: str, decisions: Path, folder: Path) -> None:
    """One page, and the same as tables."""
    page, data = folder / "report.html", folder / "data"
    told = command(
        *("study", "report", study_id, "--html", page, "--csv", data, "--decisions", decisions),
        *("--resamples", 100),
    )
    assert (told["presentations"], told["ratings"]) == (3 * SHOWN, 3 * SHOWN)
    html = page.read_text("utf-8")
    assert "Adjudication" in html
    assert all(model in html for model in MODELS)
    assert not [one.code for one in READERS if f">{one.code}<" in html]
    assert len(_rows(data / "long.csv")) == 3 * SHOWN * (2 * len(AXES) + 1)
    (pair,) = _rows(data / "preferences.csv")
    assert sum(int(pair[name]) for name in ("wins", "ties", "losses")) == 3 * ITEMS
    assert {one["question"] for one in _rows(data / "agreement.csv")} == {*AXES, "preference"}


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def _give_on(command: Command, study_id: str, folder: Path, made: tuple[Patient, ...]) -> None:
    """Every vote goes on as a battle; the pairs for training choose the answer that says more."""
    files = command("study", "export-results", study_id, "--to", folder, "--resamples", 100)
    rows = {Path(one["file"]).name: one["rows"] for one in files}
    assert rows["arena_battles.json"] == 3 * ITEMS
    assert rows["llm_comparator.json"] == ITEMS
    pairs = [json.loads(line) for line in (folder / "preferences.jsonl").read_text("utf-8").splitlines()]
    assert {one["chosen"] for one in pairs} <= {text for one in made for text in one.answers}
    right = sum(said(AXES[0], one["chosen"]) > said(AXES[0], one["rejected"]) for one in pairs)
    assert right > 0.8 * len(pairs) > 0


def _results(project: Path, study_id: str) -> Results:
    given = rated(project, study_id)
    *_, found = study_results(given, open_key(project, study_id), resampling=Resampling(resamples=400))
    assert isinstance(found, Results)
    return found
