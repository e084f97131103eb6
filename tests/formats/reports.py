"""A report with every kind of block, and hostile text in each."""

from workbench.domain.reports import (
    Bar,
    Facts,
    Flow,
    Forest,
    ForestRow,
    Panel,
    Panels,
    Point,
    Points,
    Report,
    Section,
    Stacked,
    Table,
    Words,
)

HOSTILE = '</style><script>document.title="x"</script><img src=x onerror=alert(1)>"\'&{{title}}'


def every_block(text: str = "Plain") -> Report:
    """`text` wherever there is a place for text."""
    blocks = (
        Words((text,), text),
        Points((text,), text),
        Facts(((text, text),), text),
        Table(text, (text, text), ((text, text),), (1,), text),
        Table(text, (text,), ((text,),), long=True),
        Forest(text, (ForestRow(text, 0.5, 0.2, 0.9, text),), 0, 1, (0.0,), (text, text), text),
        Stacked(text, (("1", text), ("2", text)), (Bar(text, text, (1, 3)),), text),
        Panels(text, (Panel(text, (Point(0, 1, 0, 2), Point(1, 2, None, None))),), text, text, 0.0, text),
        Flow(text, ((text, (text,)), (text, ())), text),
    )
    return Report(text, text, (Section("one", text, blocks),))
