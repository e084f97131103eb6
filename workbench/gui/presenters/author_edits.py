"""What an author does to a draft, as intents: each turns into one edit of the draft at hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from workbench.authoring import drafts
from workbench.authoring.drafts import Examples, ListField
from workbench.authoring.history import ends_sentence
from workbench.domain.tasks import Example
from workbench.store.drafts import Draft

Edit = Callable[[Draft], Draft]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into, and whether that step of typing is over."""

    field: str
    over: bool = False


Apply = Callable[[Edit, Typed | None], None]
"""Makes an edit; without `Typed` it is a step of its own."""
Select = Callable[[int | None, str], None]
"""Shows an instance, or the head for None; the second argument names the field that gets the cursor, and
is empty when the cursor stays where it is."""


class HeadEdits:
    """Changes to the head of the task: everything but its instances."""

    def __init__(self, apply: Apply) -> None:
        self._apply = apply

    def name(self, text: str) -> None:
        """Another title."""
        self._apply(partial(drafts.set_name, name=text), Typed("name"))

    def number(self, text: str) -> None:
        """Another task number, or the next free one when there is no digit in `text`."""
        self._apply(partial(drafts.set_number, number=drafts.number_in(text)), Typed("number"))

    def split(self, split_type: str) -> None:
        """Another split type; an empty one for none."""
        self._apply(partial(drafts.set_split, split_type=split_type or None), None)

    def line(self, field: ListField, line: str) -> None:
        """Other texts in a list field, typed on one line with semicolons between them."""
        values = drafts.texts_on_line(line)
        self._apply(partial(drafts.set_list, field=field, values=values), Typed(field.value))

    def wording(self, place: int, text: str) -> None:
        """Another text in a wording of the definition."""
        edit = partial(drafts.set_text, field=ListField.DEFINITION, place=place, text=text)
        self._apply(edit, Typed(f"definition {place}", ends_sentence(text)))

    def add_wording(self) -> None:
        """One more wording of the definition."""
        self._apply(partial(drafts.add_text, field=ListField.DEFINITION), None)

    def move_wording(self, place: int, by: int) -> None:
        """Wordings in another order."""
        self._apply(partial(drafts.move_text, field=ListField.DEFINITION, place=place, by=by), None)

    def remove_wording(self, place: int) -> None:
        """One wording less."""
        self._apply(partial(drafts.remove_text, field=ListField.DEFINITION, place=place), None)

    def choices(self, field: ListField, values: Sequence[str]) -> None:
        """Other texts in a list field, chosen from what there is."""
        self._apply(partial(drafts.set_list, field=field, values=values), None)

    def add_example(self, which: Examples) -> None:
        """One more example."""
        self._apply(partial(drafts.add_example, which=which), None)

    def example(self, which: Examples, place: int, example: Example) -> None:
        """Another text in an example."""
        self._apply(
            partial(drafts.set_example, which=which, place=place, example=example), Typed(f"{which} {place}")
        )

    def remove_example(self, which: Examples, place: int) -> None:
        """One example less."""
        self._apply(partial(drafts.remove_example, which=which, place=place), None)


class InstanceEdits:
    """Changes to one instance. Where it stands is told with each of them."""

    def __init__(self, apply: Apply) -> None:
        self._apply = apply

    def input(self, index: int, text: str) -> None:
        """Another input."""
        self._apply(
            partial(drafts.set_input, index=index, text=text), Typed(f"input {index}", ends_sentence(text))
        )

    def reference(self, index: int, place: int, text: str) -> None:
        """Another reference."""
        edit = partial(drafts.set_reference, index=index, place=place, text=text)
        self._apply(edit, Typed(f"reference {index} {place}", ends_sentence(text)))

    def add_reference(self, index: int) -> None:
        """One more reference."""
        self._apply(partial(drafts.add_reference, index=index), None)

    def move_reference(self, index: int, place: int, by: int) -> None:
        """References in another order."""
        self._apply(partial(drafts.move_reference, index=index, place=place, by=by), None)

    def remove_reference(self, index: int, place: int) -> None:
        """One reference less."""
        self._apply(partial(drafts.remove_reference, index=index, place=place), None)


class InstanceList:
    """Changes to the list of instances, and which of them is shown."""

    def __init__(
        self, apply: Apply, select: Select, at_hand: Callable[[], tuple[Draft | None, int | None]]
    ) -> None:
        self._apply, self._select, self._at_hand = apply, select, at_hand

    def select(self, index: int | None, field: str = "") -> None:
        """Show another instance, or the head."""
        self._select(index, field)

    def step(self, by: int) -> None:
        """Show a neighbour; from the head, the first one."""
        draft, index = self._at_hand()
        if draft is not None and draft.instances:
            target = 0 if index is None else min(max(index + by, 0), len(draft.instances) - 1)
            self._select(target, "input")

    def go_on(self) -> None:
        """Show the next instance; behind the last one, begin another, unless that one is still empty."""
        draft, index = self._at_hand()
        if draft is None:
            return
        last = len(draft.instances) - 1
        if last < 0 or (index == last and draft.instances[last].input.strip()):
            self.add()
        else:
            self.step(1)

    def add(self) -> None:
        """Begin an instance behind the one that is shown."""
        draft, index = self._at_hand()
        if draft is not None:
            self._apply(partial(drafts.add_instance, after=index), None)
            self._select(len(draft.instances) if index is None else index + 1, "input")

    def duplicate(self) -> None:
        """Copy the instance that is shown, and show the copy."""
        _draft, index = self._at_hand()
        if index is not None:
            self._apply(partial(drafts.duplicate_instance, index=index), None)
            self._select(index + 1, "input")

    def move(self, by: int) -> None:
        """Put the instance that is shown elsewhere, and keep showing it."""
        draft, index = self._at_hand()
        if draft is not None and index is not None and 0 <= index + by < len(draft.instances):
            self._apply(partial(drafts.move_instance, index=index, by=by), None)
            self._select(index + by, "")

    def remove(self) -> None:
        """Remove the instance that is shown; undo brings it back."""
        _draft, index = self._at_hand()
        if index is not None:
            self._apply(partial(drafts.remove_instance, index=index), None)
