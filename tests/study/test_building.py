"""A study is what was asked for, and nothing in it leads to an arm."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.formats.studies import INSTRUMENT, members_of
from tests.study.projects import MODELS, answered_project, order
from workbench.domain.errors import WorkbenchError
from workbench.domain.studies import Kind, Split, Study, StudyKey
from workbench.domain.tasks import Instance
from workbench.formats import study_bundle
from workbench.formats.study_key import check_fits, parsed
from workbench.formats.study_key import packed as key_packed
from workbench.store.project import Project
from workbench.study.building import Built, Lesson, Prepared, StudyOrder, build
from workbench.study.choosing import Strata

ALONE = replace(
    INSTRUMENT, questions=tuple(one for one in INSTRUMENT.questions if one.kind is not Kind.PREFERENCE)
)


@pytest.fixture(name="project", scope="module")
def project_fixture(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, tuple[str, ...]]]:
    """A project with four runs over 120 instances."""
    path = tmp_path_factory.mktemp("project") / "a.medswb"
    opened, runs = answered_project(path, count=60, arms=4)
    with opened:
        yield opened, runs


Made = tuple[Project, tuple[str, ...]]


def drawing(seed: int) -> Callable[[], str]:
    """Ids of answers that are the same in every test run."""
    source = random.Random(seed)
    return lambda: f"{source.getrandbits(80):020x}"


def built(made: Made, arms: int = 2, **changes: object) -> Built:
    """A study of some of the runs."""
    project, runs = made
    asked: StudyOrder = replace(order(runs[:arms]), **changes)  # type: ignore[arg-type]
    return build(project, asked, key=b"k" * 32, draw=drawing(arms))


def arm_of(key: StudyKey) -> dict[str, str]:
    """Output id to arm."""
    return {made_id: arm for made_id, (arm, _) in key.outputs.items()}


def test_a_study_has_what_was_asked_for(project: Made) -> None:
    """Each instance goes to so many raters, with an answer of each arm; the file can be read."""
    one = built(project, size=30, overlap=2, consent="I agree.", seed=5)
    study = one.study
    assert (len(study.items), len(study.outputs), len(study.presentations)) == (30, 60, 60)
    assert Counter(shown.item_id for shown in study.presentations) == {item.id: 2 for item in study.items}
    assert study.raters == ("r01", "r02", "r03")
    assert one.choice.considered == 120 == 30 + len(one.choice.left_out)
    assert study_bundle.parsed(Path("x"), study_bundle.packed(study)).study == study
    assert {item.split for item in study.items} == {Split.MAIN}
    assert study.items[0].instruction == "Answer."
    assert study.items[0].reference is not None
    assert study.items[0].source == "A source"


def test_the_key_opens_it_and_cannot_be_changed(project: Made) -> None:
    """The study names the hash of the key's file; every output has arm and instance."""
    one = built(project, size=5)
    check_fits(Path("x"), one.study, parsed(Path("x"), key_packed(one.key)))
    assert [arm.model for arm in one.key.arms] == list(MODELS[:2])
    assert one.key.secret == (b"k" * 32).hex()
    assert Counter(arm for arm, _ in one.key.outputs.values()) == {"A1": 5, "A2": 5}
    assert {made for _, made in one.key.outputs.values()} == {
        chosen.instance.id for chosen in one.choice.chosen
    }


def test_repeats_and_anchors_are_where_they_should_be(project: Made) -> None:
    """Repeats far enough after the first time, with the sides swapped; anchors before every rater."""
    one = built(project, size=80, overlap=2, repeats=0.2, anchors=4, every=10)
    anchors = {item.id for item in one.study.items if item.split is Split.ANCHOR}
    assert len(anchors) == 4
    for rater in one.study.raters:
        own = [shown for shown in one.study.presentations if shown.rater == rater]
        assert [shown.number for shown in own] == list(range(1, len(own) + 1))
        assert anchors <= {shown.item_id for shown in own}
        firsts = {shown.item_id: shown for shown in own if shown.repeat == 0}
        again = [shown for shown in own if shown.repeat == 1]
        assert again
        for shown in again:
            assert shown.number - firsts[shown.item_id].number >= 25
            assert shown.outputs == firsts[shown.item_id].outputs[::-1]


def test_answers_can_be_judged_one_by_one(project: Made) -> None:
    """Then a presentation shows one; a single run is judged so anyway. A preference needs two."""
    one = built(project, size=10, together=False, instrument=ALONE)
    assert {len(shown.outputs) for shown in one.study.presentations} == {1}
    assert len(one.study.presentations) == 3 * 20
    assert one.study.arms == 1
    assert {len(shown.outputs) for shown in built(project, 1, instrument=ALONE).study.presentations} == {1}
    with pytest.raises(WorkbenchError, match="asks which answer is better"):
        built(project, together=False)
    with pytest.raises(WorkbenchError, match="asks which answer is better"):
        built(project, 1)


def test_training_comes_first_with_what_is_expected(project: Made) -> None:
    """Of an instance, with the runs' answers, or written; by output where it is about one."""
    opened, runs = project
    first = opened.runs.planned(runs[0])[0]
    lessons = (
        Lesson({"preference": 2, "correctness/2": 5}, "Because.", prompt="1 + 1?", answers=("3", "2")),
        Lesson({"correctness/1": 1}, "It is.", instance_id=first),
    )
    one = built(project, size=10, training=lessons, pass_mark=0.5)
    items = {item.id: item for item in one.study.items if item.split is Split.TRAINING}
    texts = {output.id: output.text for output in one.study.outputs}
    for rater in one.study.raters:
        own = [shown for shown in one.study.presentations if shown.rater == rater]
        assert {shown.item_id for shown in own[:2]} == set(items)
    written = next(item for item in items.values() if item.prompt == "1 + 1?")
    assert written.expected is not None
    (about,) = [asked for asked in written.expected if "/" in asked]
    assert texts[about.partition("/")[2]] == "2"
    assert written.feedback == "Because."
    assert first not in {chosen.instance.id for chosen in one.choice.chosen}
    assert one.choice.reasons["used for training"] == 1
    assert Counter(arm for arm, _ in one.key.outputs.values()) == {"A1": 11, "A2": 11, "T": 2}
    check_fits(Path("x"), one.study, one.key)


@pytest.mark.parametrize("asked", ["none", "correctness/3", "correctness/0", "correctness/x"])
def test_training_that_expects_what_is_not_asked_is_refused(project: Made, asked: str) -> None:
    """The question, or the answer, is not there."""
    lesson = Lesson({asked: 1}, "", prompt="p", answers=("a", "b"))
    with pytest.raises(WorkbenchError, match=f"expects “{asked}”"):
        built(project, size=5, training=(lesson,))


def test_what_was_masked_is_in_the_key_alone(project: Made) -> None:
    """Raters see the text as it was prepared."""

    def masking(text: str, _instance: Instance) -> Prepared:
        return Prepared(text.replace("written", "[model]"), ({"masked": "written"},))

    opened, runs = project
    one = build(opened, replace(order(runs[:2]), size=3), prepare=masking)
    assert all("[model]" in output.text for output in one.study.outputs)
    assert len(one.key.changes) == 6
    assert all(output.id in "".join(one.key.changes) for output in one.study.outputs)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"runs": ()}, "1 to 4"),
        ({"raters": ()}, "has raters"),
        ({"raters": ("r1", "r1")}, "has raters"),
        ({"raters": ("Dr. X",)}, "no code"),
        ({"overlap": 4}, "4 ratings"),
        ({"size": 3, "anchors": 3}, "cannot be anchors"),
        ({"pass_mark": 0.5}, "needs items"),
        ({"tasks": ("task9",)}, "nothing to rate"),
    ],
)
def test_a_study_that_cannot_be_is_refused(project: Made, changes: dict[str, Any], said: str) -> None:
    """With the reason."""
    with pytest.raises(WorkbenchError, match=said):
        built(project, **changes)


def test_equal_and_empty_answers_are_told(tmp_path: Path) -> None:
    """The coordinator hears of them before anything is sent."""
    opened, runs = answered_project(tmp_path / "b.medswb", count=2)
    with opened:
        notes = build(opened, order(runs)).notes
    assert "of 4 instances all answers are the same" in notes
    assert "there is nothing to learn from before the start" in notes


# Nothing leads to an arm.


def every_byte(study: Study) -> bytes:
    """All that a rater's files hold, packed and unpacked, with the names of their members."""
    found = b""
    for rater in (None, *study.raters):
        data = study_bundle.packed(study, rater)
        members = members_of(data)
        found += data + b"".join(members.values()) + "".join(members).encode()
    return found


def test_no_name_path_hash_or_run_is_in_a_raters_file(project: Made) -> None:
    """Nor the key's secret, nor an arm's id as a value, nor how an answer was sampled."""
    opened, _ = project
    one = built(project, 4, size=40, repeats=0.2, anchors=4, strata=Strata.NONE)
    whole = every_byte(one.study)
    for arm in one.key.arms:
        spec = opened.runs.spec(arm.run_id)
        told = (arm.run_id, arm.model, arm.file, arm.sha256, arm.engine, f'"{arm.id}"', spec.model.name)
        for value in told:
            assert value
            assert value.encode() not in whole, value
    assert one.key.secret.encode() not in whole
    for made in {made for _, made in one.key.outputs.values()}:
        assert made.encode() not in whole


def features(study: Study) -> dict[str, dict[str, object]]:
    """What can be seen of each output besides its text: id, places, numbers, neighbours."""
    found: dict[str, dict[str, object]] = defaultdict(dict)
    ids = [output.id for output in study.outputs]
    for place, output in enumerate(study.outputs):
        beside = [one.id for one in study.outputs if one.item_id == output.item_id]
        found[output.id] |= {f"digit {digit}": output.id[digit] for digit in range(20)}
        found[output.id] |= {
            "rank in the file": place * 8 // len(ids),
            "parity in the file": place % 2,
            "rank in the item": beside.index(output.id),
            "digits' sum": sum(int(digit, 16) for digit in output.id) % 8,
        }
    for shown in study.presentations:
        for place, made_id in enumerate(shown.outputs):
            found[made_id] |= {
                f"place for {shown.rater}, time {shown.repeat}": place,
                f"number for {shown.rater}": shown.number // 16,
                f"place and parity for {shown.rater}": (place, shown.number % 2),
            }
    return found


@pytest.mark.parametrize("arms", [2, 3, 4])
def test_no_classifier_beats_chance(project: Made, arms: int) -> None:
    """The likeliest arm by each visible feature, learnt on half of the items, is right on the rest by chance.

    With 29 features or more, five standard deviations are beyond what chance does.
    """
    one = built(project, arms, repeats=0.2, anchors=6, strata=Strata.NONE)
    arm = arm_of(one.key)
    seen = features(one.study)
    half = {item.id for place, item in enumerate(one.study.items) if place % 2}
    of_item = {output.id: output.item_id for output in one.study.outputs}
    for feature in sorted({name for values in seen.values() for name in values}):
        learnt: dict[object, Counter[str]] = defaultdict(Counter)
        right = asked = 0
        for made_id, values in seen.items():
            if feature in values and of_item[made_id] in half:
                learnt[values[feature]][arm[made_id]] += 1
        for made_id, values in seen.items():
            if feature in values and of_item[made_id] not in half and values[feature] in learnt:
                asked += 1
                right += learnt[values[feature]].most_common(1)[0][0] == arm[made_id]
        spread = (asked / arms * (1 - 1 / arms)) ** 0.5
        assert right - asked / arms <= 5 * spread, feature


def test_arms_stand_at_each_place_equally_often(project: Made) -> None:
    """For every rater, to within one, in two arms and in four."""
    for arms in (2, 4):
        one = built(project, arms, size=61)
        arm = arm_of(one.key)
        for rater in one.study.raters:
            own = [shown for shown in one.study.presentations if shown.rater == rater]
            for place in range(arms):
                counts = Counter(arm[shown.outputs[place]] for shown in own)
                assert max(counts.values()) - min(counts.values()) <= 1


def test_swapping_the_arms_changes_nothing_that_can_be_seen(project: Made) -> None:
    """With equal draws, A against B is B against A to the last byte, but for the study's id and time."""
    opened, runs = project
    made = [
        build(opened, replace(order(pair), size=40, repeats=0.2, anchors=3), key=b"k" * 32, draw=drawing(9))
        for pair in (runs[:2], runs[:2][::-1])
    ]
    first, second = (replace(one.study, id="same", created="same", key_sha256="same") for one in made)
    assert study_bundle.packed(first) == study_bundle.packed(second)
    assert [arm.run_id for arm in made[0].key.arms] == [arm.run_id for arm in made[1].key.arms][::-1]


def test_ids_are_drawn_anew_for_every_study(project: Made) -> None:
    """The same order built twice has no answer's id in common, and other sides."""
    opened, runs = project
    pair = [build(opened, replace(order(runs[:2]), size=60)) for _ in range(2)]
    ids = [{output.id for output in one.study.outputs} for one in pair]
    assert not ids[0] & ids[1]
    assert all(len(made_id) == 20 for made_id in ids[0])
    left = [
        [
            arm_of(one.key)[shown.outputs[0]]
            for shown in sorted(one.study.presentations, key=lambda p: p.item_id)
        ]
        for one in pair
    ]
    assert left[0] != left[1]
