"""The strip of long jobs."""

from workbench.gui.presenters.strip import Strip, StripState, duration


def test_a_job_comes_moves_and_goes() -> None:
    """What, how far, how fast and how long still are shown from beginning to end."""
    states: list[StripState] = []
    strip = Strip()
    strip.attach(states.append)
    handle = strip.begin("Run")
    handle.progress(412, 1500, pace="38 tokens/s", seconds_left=660, note="NER")
    (entry,) = strip.state.entries
    assert (entry.title, entry.progress_text, entry.pace) == ("Run", "412 / 1,500", "38 tokens/s")
    assert entry.left_text == "11 min left"
    assert entry.fraction == 412 / 1500
    handle.title("Run 2")
    assert strip.state.entries[0].title == "Run 2"
    handle.end()
    handle.end()
    assert [len(state.entries) for state in states] == [0, 1, 1, 1, 0]


def test_what_is_not_known_is_not_claimed() -> None:
    """Without a total there is no fraction, and nothing is said about the time left."""
    strip = Strip()
    handle = strip.begin("Import")
    assert (strip.state.entries[0].fraction, strip.state.entries[0].progress_text) == (None, "")
    handle.progress(7)
    assert strip.state.entries[0].progress_text == "7"
    handle.progress(1, 2, far="1 MB of 2 MB")
    assert strip.state.entries[0].progress_text == "1 MB of 2 MB"
    assert strip.state.entries[0].left_text == ""


def test_stop_reaches_the_job_once_it_can() -> None:
    """The stop button is there when there is something to call, and says that it was heard."""
    asked: list[int] = []
    strip = Strip()
    handle = strip.begin("Run")
    strip.stop(1)
    assert not strip.state.entries[0].stoppable
    handle.stop_with(lambda: asked.append(1))
    assert strip.state.entries[0].stoppable
    strip.stop(1)
    assert strip.state.entries[0].stopping
    assert asked == [1]


def test_each_job_has_its_own_entry() -> None:
    """Two jobs do not disturb each other."""
    strip = Strip()
    first = strip.begin("One", lambda: None)
    second = strip.begin("Two")
    second.progress(1, 2)
    first.end()
    assert [entry.title for entry in strip.state.entries] == ["Two"]
    assert strip.state.entries[0].fraction == 0.5


def test_times_are_said_as_people_say_them() -> None:
    """Coarser the longer it is."""
    assert [duration(value) for value in (0.2, 8, 660, 9000)] == ["under 1 s", "8 s", "11 min", "2.5 h"]
