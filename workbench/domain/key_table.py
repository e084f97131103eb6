"""Every key of the window: its name, where it works, what it is at first, what it does."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """Where a key works: in the whole window, or on one screen."""

    EVERYWHERE = "Everywhere"
    BROWSE = "Browse"
    RUN = "Run"
    COMPARE = "Compare"
    RATE = "Rate"
    STUDY = "Study"
    ADJUDICATE = "Adjudicate"
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
        adjudicate    Ctrl+J        What raters disagree about; Enter opens one
        """,
    ),
    *_keys(
        Where.ADJUDICATE,
        "adjudicate",
        """
        value-1         1             The 1st value is right
        value-2         2             The 2nd value
        value-3         3             The 3rd value
        value-4         4             The 4th value
        value-5         5             The 5th value
        value-6         6             The 6th value
        value-7         7             The 7th value
        value-8         8             The 8th value
        value-9         9             The 9th value
        none            0             No value is right
        prefer-a        A             A is better
        prefer-b        B             B is better
        prefer-c        C             C is better, of three
        prefer-d        D             D is better, of four
        equal           T             They are equal
        less            Left          One grade to the left
        more            Right         One grade to the right
        slip            S             Why raters differed: a slip
        gap             P             Why raters differed: a gap in the guidelines
        ambiguity       M             Why raters differed: true ambiguity
        fault           I             Why raters differed: a fault of the item
        decide          Return        Keep the decision and go on
        decide-2        Ctrl+Return   Keep the decision and go on (second key)
        next            Down          Next disagreement
        next-2          Alt+Right     Next disagreement (second key)
        previous        Up            Disagreement before
        previous-2      Alt+Left      Disagreement before (second key)
        note            N             Note with the decision
        undo            U             Take the last decision back
        undo-2          Ctrl+Z        Take the last decision back (second key)
        redo            Ctrl+Shift+Z  Decide again
        redo-2          Ctrl+Y        Decide again (second key)
        guidelines      G             Guidelines
        reference       R             The reference, where raters could see it
        queue           Escape        Back to the queue
        page-on         Space         Page the texts on
        page-on-2       PageDown      Page the texts on (second key)
        page-back       Shift+Space   Page the texts back
        page-back-2     PageUp        Page the texts back (second key)
        saved           Ctrl+S        Everything is saved already; says so
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
