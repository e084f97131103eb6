"""A number that somebody published, as it stands there."""

import re
from dataclasses import dataclass

_PLACE = re.compile(r"[ ,]+(Table \w+|Overview(?: table)?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Published:
    """One cell of a published table."""

    category: str
    """As the source calls it; "OVERVIEW: MCQA" for a cell of a table of categories."""
    dataset: str
    """Such as "MedQA"; for the mean of a category what the source calls it, such as "Avg"."""
    task_id: str | None
    """Such as "task57", or "task83-88" for several taken together; None for the mean of a category."""
    metric: str
    model: str
    stated: str | None
    """The number as it is printed, such as "70.0"; None where the source says that there is none."""
    source: str
    """Such as "npj Digit Med 2025;8:58 Table 1"."""

    @property
    def value(self) -> float | None:
        """The number, in percent."""
        return None if self.stated is None else float(self.stated)

    @property
    def rounding(self) -> float:
        """How far the number may be from what was rounded: half a unit of its last digit."""
        digits = (self.stated or "").partition(".")[2]
        return 0.5 * 10.0 ** -len(digits)

    @property
    def origin(self) -> str:
        """The source without the number of the table: what belongs together."""
        return _PLACE.sub("", self.source)

    @property
    def overview(self) -> bool:
        """Whether it stands in a table of categories, beside other tables with the tasks."""
        return self.category.casefold().startswith("overview:")
