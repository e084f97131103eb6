"""How counts, sizes, times and runs are said on every screen."""

from collections.abc import Sequence
from datetime import datetime

from workbench.domain.runs import Answering


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: “1 instance”, “1,204 instances”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size_of(size: float) -> str:
    """Bytes as a person says them: “612 KB”, “8.0 MB”, “4.6 GB”."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("KB", 1e3)):
        if size >= factor:
            value = size / factor
            return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"
    return f"{size:.0f} bytes"


def rate(per_second: float | None) -> str:
    """Tokens a second, or a dash while none was measured."""
    if per_second is None:
        return "–"
    return f"{per_second:,.0f} tokens/s" if per_second >= 10 else f"{per_second:.1f} tokens/s"


def day_and_time(created: str) -> str:
    """A stored UTC time in this machine's time: “21 Nov 2026, 09:44”."""
    moment = datetime.fromisoformat(created).astimezone()
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def tasks_said(task_ids: Sequence[str], most: int = 2) -> str:
    """A few tasks by id, more of them by number."""
    return ", ".join(task_ids) if len(task_ids) <= most else f"{len(task_ids)} tasks"


def protocol_said(shots: int, answering: Answering = Answering.FREE) -> str:
    """How a run asks: “3-shot”, “0-shot · likeliest option”."""
    used = {
        Answering.FREE: "",
        Answering.CONSTRAINED: " · only options",
        Answering.LIKELIEST: " · likeliest option",
    }
    return f"{shots}-shot{used[answering]}"


def start_of(text: str, length: int = 160) -> str:
    """The beginning of `text` on one line, for a list."""
    head = " ".join(text[: 2 * length].split())
    return head if len(head) <= length else head[: length - 1] + "…"


def loading(fraction: float, measuring: bool = False) -> str:
    """How far a model is before it can be asked."""
    what = "Looking for the fastest settings, once for this model" if measuring else "Loading the model"
    return f"{what}, {fraction:.0%}"
