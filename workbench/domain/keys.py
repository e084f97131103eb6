"""Every key of the window: its name, where it works, what it does, and how a person changes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.domain.errors import KeyRefusedError


class Where(StrEnum):
    """Where a key works: in the whole window, or on one screen."""

    EVERYWHERE = "Everywhere"
    BROWSE = "Browse"
    RUN = "Run"
    COMPARE = "Compare"
    RATE = "Rate"
    STUDY = "Study"
    AUTHOR = "Author"
    RESULTS = "Results"
    MODELS = "Models"


@dataclass(frozen=True, slots=True)
class NamedKey:
    """Something that a key does."""

    name: str
    """Such as “rate.later”; the settings file and the command line know it by this."""
    where: Where
    default: str
    what: str


def _keys(where: Where, begins: str, lines: str) -> Iterator[NamedKey]:
    for line in lines.strip().splitlines():
        name, key, what = line.split(None, 2)
        yield NamedKey(f"{begins}.{name}", where, key, what)


KEYS: tuple[NamedKey, ...] = (
    *_keys(
        Where.EVERYWHERE,
        "window",
        """
        browse        Ctrl+1        Browse
        run           Ctrl+2        Run
        compare       Ctrl+3        Compare
        rate          Ctrl+4        Rate
        study         Ctrl+5        Study
        author        Ctrl+6        Author
        results       Ctrl+7        Results
        models        Ctrl+8        Models
        settings      Ctrl+,        Settings
        larger        Ctrl+=        Larger text
        smaller       Ctrl+-        Smaller text
        open-project  Ctrl+Shift+O  Open a project
        new-project   Ctrl+Shift+N  New project
        keys          F1            The list of keys
        quit          Ctrl+Q        Quit
        """,
    ),
    *_keys(
        Where.BROWSE,
        "browse",
        """
        next      J       Next instance
        previous  K       Instance before
        search    Ctrl+F  Search all text
        close     Escape  Put the import report away
        import    Ctrl+I  Import files or a folder
        export    Ctrl+E  Export the tasks listed
        run       R       Run a model on the tasks listed
        compare   C       Compare the completions of the instance
        draft     D       Start a draft from the instance
        """,
    ),
    *_keys(
        Where.RUN,
        "run",
        """
        start             Ctrl+Return  Start the run
        pause             Ctrl+P       Pause, and resume
        preview-previous  Alt+Left     Preview the instance before
        preview-next      Alt+Right    Preview the next instance
        answers           Return       Show the answers of the selected run
        keep              Escape       Keep the run that was about to go
        """,
    ),
    *_keys(
        Where.COMPARE,
        "compare",
        """
        previous             K        Previous instance
        next                 J        Next instance
        previous-difference  Shift+N  Previous difference
        next-difference      N        Next difference
        first-right          W        Next A right, B wrong
        reference            R        Reference, on or off
        together             S        Scroll together, on or off
        marks                D        Mark words, on or off
        confidence           C        Confidence, on or off
        """,
    ),
    *_keys(
        Where.RATE,
        "rate",
        """
        value-1           1             Give the 1st value, and go on to the next question
        value-2           2             Give the 2nd value
        value-3           3             Give the 3rd value
        value-4           4             Give the 4th value
        value-5           5             Give the 5th value
        value-6           6             Give the 6th value
        value-7           7             Give the 7th value
        value-8           8             Give the 8th value
        value-9           9             Give the 9th value
        cannot-judge      0             Cannot judge
        not-applicable    N             Not applicable
        next-value        Down          Next question
        next-value-2      Tab           Next question (second key)
        previous-value    Up            Question before
        previous-value-2  Shift+Tab     Question before (second key)
        prefer-a          A             A is better
        prefer-b          B             B is better
        prefer-d          D             D is better, of four
        equal             T             They are equal
        less              Left          One grade to the left
        more              Right         One grade to the right
        none              Shift+T       None is acceptable
        submit            Return        Submit and go on, if nothing lacks
        submit-2          Ctrl+Return   Submit and go on (second key)
        page-on           Space         Page the texts on
        page-back         Shift+Space   Page the texts back
        page-on-2         PageDown      Page the texts on (second key)
        page-back-2       PageUp        Page the texts back (second key)
        next-sentence     J             Next sentence
        previous-sentence K             Sentence before
        unpoint           Escape        Point at nothing; on a page of words, go back
        error             E             Mark an error: letter, digit, Enter
        omission          O             Note an omission
        why               W             Why nothing is marked
        words             I             Answer in words
        comment           C             Comment; of three answers or four, C is better
        flag              F             Flag, or no longer
        later             S             Later: it comes again at the end
        cannot-rate       Shift+S       Cannot be rated, with a reason
        reference         R             Show the reference; it is noted
        guidelines        G             Guidelines
        undo              U             Undo, across items
        undo-2            Ctrl+Z        Undo, across items (second key)
        redo              Ctrl+Shift+Z  Redo
        redo-2            Ctrl+Y        Redo (second key)
        previous-item     Alt+Left      Item before
        next-item         Alt+Right     Next item
        find              Ctrl+F        Find in the texts of the item
        length            L             Length of the session: 10, 20, 30 minutes or no end
        longer            M             Go on after the end of the session
        break             Ctrl+P        Break
        export            Ctrl+E        Export the ratings
        open              Ctrl+O        Open a study file
        saved             Ctrl+S        Everything is saved already; says so
        """,
    ),
    *_keys(
        Where.STUDY,
        "study",
        """
        new           Ctrl+Shift+S  New study
        build         Ctrl+Return   Build the study
        import        Ctrl+I        Import ratings
        keep-blinded  Escape        Keep it blinded
        keep          Ctrl+S        Keep the instrument
        undo          Ctrl+Z        Undo, in the instrument
        """,
    ),
    *_keys(
        Where.AUTHOR,
        "author",
        """
        new         Ctrl+N        New instance
        go-on       Ctrl+Return   Next instance; behind the last one, a new one
        next        Alt+Down      Next instance
        next-2      Alt+Right     Next instance (second key)
        previous    Alt+Up        Instance before
        previous-2  Alt+Left      Instance before (second key)
        undo        Ctrl+Z        Undo, across instances
        redo        Ctrl+Shift+Z  Redo
        redo-2      Ctrl+Y        Redo (second key)
        try         Ctrl+T        Try the instance on a model
        export      Ctrl+E        Export the draft
        saved       Ctrl+S        Everything is saved already; says so
        """,
    ),
    *_keys(
        Where.RESULTS,
        "results",
        """
        open          Return  The answers behind the cell
        mark          Space   Mark the row, or unmark it
        answers       A       The answers behind the cell, wrong ones first
        tests         T       The two marked rows with their tests
        dots          D       A dot and an interval for each task
        quantization  Q       Quantization against the score of this column
        confidence    C       How sure the model was against how often it was right
        sort          S       Order by this column, again the other way
        unfold        U       Unfold this category, or fold it
        protocols     B       Both protocols, the paper's, the corrected one
        search        Ctrl+F  Look for a model
        close         Escape  Close what is below
        again         F5      Score again and read the board again
        """,
    ),
    *_keys(
        Where.MODELS,
        "models",
        """
        add   Ctrl+O  Add a model file
        try   T       Try the selected model
        stop  Escape  Stop the trial
        """,
    ),
)
"""The one list of keys: buttons, the Rate screen, F1, the Settings screen and the command line read it."""
_NAMED = {one.name: one for one in KEYS}

MODIFIERS = ("Ctrl", "Alt", "Shift")
_SPECIAL = (
    *("Return", "Escape", "Tab", "Space", "Left", "Right", "Up", "Down", "Home", "End"),
    *("PageUp", "PageDown", "Insert", "Backspace", "Delete"),
    *(f"F{number}" for number in range(1, 25)),
)
_BASES = {base.lower(): base for base in _SPECIAL} | {
    **{"enter": "Return", "esc": "Escape", "pgup": "PageUp", "pgdown": "PageDown", "page up": "PageUp"},
    **{"page down": "PageDown", "ins": "Insert", "del": "Delete", "plus": "+", "comma": ","},
}
_OF_TEXT = {"Ctrl+C": "copies", "Ctrl+X": "cuts", "Ctrl+V": "pastes", "Ctrl+A": "selects all of"}


def read_key(text: str) -> str | None:
    """A key as it is written everywhere here, such as “Ctrl+Shift+Z”; None when `text` is no key."""
    rest, held = text.strip(), set()
    while "+" in rest[:-1]:
        modifier, _, after = rest.partition("+")
        said = modifier.strip().capitalize()
        if said not in MODIFIERS or said in held:
            return None
        held.add(said)
        rest = after.strip()
    base = _BASES.get(rest.lower())
    if base is None:
        # A letter with a tail when it is large, such as ß, is a key as it stands.
        base = rest.upper() if len(rest.upper()) == 1 else rest
        if len(base) != 1 or not base.isprintable() or base.isspace():
            return None
        if "Shift" in held and not base.isalpha():
            # Which sign comes of it is up to the keyboard: the sign itself is the key.
            return None
    return "+".join((*(one for one in MODIFIERS if one in held), base))


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force: those a person chose, else the defaults. No two in one place are the same."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    """Name and key of what is not as at first."""

    def key(self, name: str) -> str:
        """The key that does what is called `name`."""
        return self.chosen.get(name) or _NAMED[name].default

    def name(self, where: Where, key: str) -> str | None:
        """What `key` does on this screen, window-wide keys left aside; None for nothing."""
        for one in KEYS:
            if one.where is where and self.key(one.name) == key:
                return one.name
        return None

    def with_key(self, name: str, text: str) -> "Keymap":
        """With another key for `name`.

        Raises:
            KeyRefusedError: there is no such name, `text` is no key, or it is taken; says by what.
        """
        named = named_key(name)
        key = read_key(text)
        if key is None:
            raise KeyRefusedError(f"“{text}” is no key. Write it like Ctrl+Shift+S, Alt+Left, F5 or J.")
        _refuse_unfit(named, key)
        for other in KEYS:
            if other is not named and _meet(other, named) and self.key(other.name) == key:
                raise KeyRefusedError(
                    f"{key} is taken {_at(other)}: {other.what} ({other.name}). Give that another key first."
                )
        rest = {one: other for one, other in self.chosen.items() if one != name}
        return Keymap(rest if key == named.default else {**rest, name: key})

    def without(self, name: str) -> "Keymap":
        """With the key that `name` had at first.

        Raises:
            KeyRefusedError: there is no such name, or something else has that key now.
        """
        return self.with_key(name, named_key(name).default)


def named_key(name: str) -> NamedKey:
    """What is called `name`.

    Raises:
        KeyRefusedError: nothing is.
    """
    if name not in _NAMED:
        raise KeyRefusedError(f"No key is called “{name}”. “keys list” shows the names.")
    return _NAMED[name]


def keymap_of(chosen: Mapping[str, str]) -> tuple[Keymap, tuple[str, ...]]:
    """The keys in force by a settings file, and what of it is passed over and why."""
    complaints, wanted = [], {}
    for name, text in chosen.items():
        try:
            key = read_key(text)
            if key is None:
                raise KeyRefusedError(f"“{text}” is no key.")
            _refuse_unfit(named_key(name), key)
            wanted[name] = key
        except KeyRefusedError as error:
            complaints.append(f"keys: {name} is passed over. {error}")
    # Two may have changed places, so that only all of them together show what meets what.
    while (clash := _clash(Keymap(wanted))) is not None:
        name, other = clash
        key = wanted.pop(name)
        complaints.append(f"keys: {name} is passed over. {key} is taken by {other} too.")
    kept = {name: key for name, key in wanted.items() if key != _NAMED[name].default}
    return Keymap(kept), tuple(complaints)


def _clash(keymap: Keymap) -> tuple[str, str] | None:
    """A changed key that something else in the same place has too, and what that is."""
    for name in reversed(list(keymap.chosen)):
        for other in KEYS:
            named = _NAMED[name]
            if other is not named and _meet(other, named) and keymap.key(other.name) == keymap.key(name):
                return name, other.name
    return None


def _meet(one: NamedKey, other: NamedKey) -> bool:
    """Whether both can be pressed at one place."""
    return one.where is other.where or Where.EVERYWHERE in {one.where, other.where}


def _at(named: NamedKey) -> str:
    return "everywhere" if named.where is Where.EVERYWHERE else f"on {named.where}"


def _refuse_unfit(named: NamedKey, key: str) -> None:
    """Refuse keys that belong to text, and plain ones for what works everywhere."""
    base = key.rpartition("+")[2]
    if base in {"Backspace", "Delete"}:
        raise KeyRefusedError(
            f"{key} stays with text. Nothing can be discarded by Backspace or Delete, so they are no keys."
        )
    if key in _OF_TEXT:
        raise KeyRefusedError(f"{key} {_OF_TEXT[key]} text everywhere.")
    plain = not key.startswith(("Ctrl+", "Alt+")) and not (base[0] == "F" and base[1:].isdigit())
    if named.where is Where.EVERYWHERE and plain:
        raise KeyRefusedError(
            f"{key} alone is typed or moves. A key that works everywhere has Ctrl or Alt with it, "
            "or is F1 to F24."
        )
