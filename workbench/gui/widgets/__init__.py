"""Widgets that more than one screen uses.

How to build a screen
---------------------
1. `gui/presenters/<screen>.py`, no Qt: a frozen `<Screen>State` with everything shown; a
   `<Screen>Presenter` that takes callables and a `Jobs` (`presenters/jobs.py`), has `attach(render)` and a
   method for each thing a person can do, each ending in `_show(new_state)`. Slow calls go through
   `jobs.start(work, happened, ended)`; `once(f)` makes work of a plain function. Long work that a person
   waits for also tells the strip at the bottom: `entry = strip.begin("Import", stop=job.cancel)`,
   `entry.progress(done, total, pace)`, `entry.end()` (`presenters/strip.py`).
2. `gui/views/<screen>.py`: a `QWidget` with `render_state(state)` and one signal for each intent; `app.py`
   connects signals to the presenter's methods. No style sheets, no colours, no fonts: say what a thing is.
3. Tests: presenters with `tests.fakes.InlineJobs` or `HeldJobs`; views with `qtbot`; pictures with
   `check_picture` (`tests/gui/pictures/look.py`).

What there is
-------------
- text: `Label(text, role)` with role title, heading, section, soft, small, severity, good, number;
  `WrapLabel`, `ElideLabel`, `SectionLabel`, `Chip(text, kind)` with kind accent, soft, good, severity;
  `KeyCap("J")`; `ReadingText` for anything that is read (`grows=True` inside a `ScrollColumn`,
  `set_text(text, marks)` with `Mark(start, end, kind)` counted in code points).
- doing: `Button(text, icon=, key=, kind=)` with kind plain, primary, quiet, danger, its key by its name in
  `domain/keys.py`; `Shortcut(name, parent)` for a key without a button; `PrimaryButton`;
  `FilterChip`; `Segmented([(value, words), ...])`; `SearchField`. Plain Qt line edits, combo boxes, check
  boxes, spin boxes, sliders and progress bars are styled as they are.
- surfaces: `Card` (add to `card.body`), `Line`, `EmptyState`, `ScrollColumn`, `Splitter(name, memory)`, and
  the layouts `row(...)` and `column(...)`: widgets, layouts, or a number for a stretch.
- lists: `Table(RowsTable([Column(...), ...]))` shows any sequence, `Pages` (`presenters/pages.py`) when it is
  long; `Tree(TreeTable(titles))` shows `Node`s, with ticks when `checkable`.
- numbers: `BoardTable` (the leaderboard), `DotsPlot`, `LadderPlot`, `ReliabilityPlot` with a
  `SeriesLegend`; where their parts stand is worked out in `plot_layout.py` and `board_layout.py`, without Qt.
- icons: `IconMark(name, token)` by itself; names are the files of `resources/icons`.
- sizes: multiples of 8 pixels, `MARGIN` inside and around, `GAP` between cards; `scaled(px)` for whatever
  must grow with the text. Changing a `role` or `kind` later: `set_role` or the widget's own method.
"""
