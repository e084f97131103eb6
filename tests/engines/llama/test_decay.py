"""When a process is so much slower than it was that a new one is worth its start."""

from workbench.engines.llama.decay import AT_LEAST, BEGINNING, SUSTAINED, WINDOW, Decay

LOOKS = int(AT_LEAST / WINDOW)


def work(decay: Decay, looks: int, speed: float = 1.0, *, read: int = 1000, wrote: int = 100) -> None:
    """So many looks, each of `WINDOW` seconds in ten messages, at a share of the usual speed."""
    for _ in range(looks * 10):
        decay.add(int(read * speed / 10), int(wrote * speed / 10), WINDOW / 10)


def test_a_steady_process_stays() -> None:
    """However long it works, and a little slower for a warm processor."""
    decay = Decay()
    work(decay, 2 * LOOKS)
    work(decay, 2 * LOOKS, 0.7)
    assert not decay.is_decayed


def test_a_process_that_became_slow_goes() -> None:
    """Half as fast as in its first minutes, for three minutes without a break."""
    decay = Decay()
    work(decay, LOOKS)
    work(decay, SUSTAINED - 1, 0.5)
    assert not decay.is_decayed
    work(decay, 1, 0.5)
    assert decay.is_decayed


def test_another_programs_burst_is_no_decay() -> None:
    """Two and a half minutes at a fifth of the speed, again and again, with fast work between."""
    decay = Decay()
    work(decay, LOOKS)
    for _ in range(6):
        work(decay, SUSTAINED - 3, 0.2)
        work(decay, 1)
        assert not decay.is_decayed


def test_a_young_process_is_not_given_up() -> None:
    """So a restart that helps nothing is not made again and again."""
    decay = Decay()
    work(decay, BEGINNING)
    work(decay, LOOKS - BEGINNING - 1, 0.3)
    assert not decay.is_decayed
    work(decay, 1, 0.3)
    assert decay.is_decayed


def test_only_like_work_is_compared() -> None:
    """Writing is slower than reading: tasks with long answers are not a slow process."""
    decay = Decay()
    work(decay, LOOKS, read=4000, wrote=10)
    work(decay, 2 * LOOKS, read=20, wrote=200)
    assert not decay.is_decayed


def test_a_slow_beginning_says_nothing() -> None:
    """What was slow because the machine was busy at first is not slow when it stays so."""
    decay = Decay()
    work(decay, BEGINNING, 0.3)
    work(decay, 2 * LOOKS, 0.3)
    assert not decay.is_decayed


def test_a_sleep_in_the_middle_of_a_step_is_one_slow_look() -> None:
    """Where the clock goes on while the machine sleeps, eight hours are in one step."""
    decay = Decay()
    work(decay, LOOKS)
    decay.add(10, 1, 8 * 3600.0)
    work(decay, SUSTAINED)
    assert not decay.is_decayed
