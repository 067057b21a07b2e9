"""The publishers of the demonstration and their units' figures, year after year, read from `data/*.yml`.

`portals` says on which portal a year stands, and of which family (`site`) that is.

Put here: reading the files and carrying each closing balance over to the next opening.
Keep out: the figures themselves (data) and the arithmetic of one year (`demo.figures`).

In a file only the first year states opening balances; later ones follow from the year before, plus what
`opening_adjustments` declares.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from demo.figures import ZERO, FiguresError, UnitYear
from demo.subjects import DATA


@dataclass(frozen=True)
class Publication:
    """One document of the demonstration: who publishes which figures, how, and where."""

    slug: str
    publisher_zh: str
    region_code: str
    site: str
    portal_id: str
    style_id: str
    figures: UnitYear

    @property
    def title_zh(self) -> str:
        """The title as the portal lists it."""
        return f"{self.figures.unit_name_zh}{self.figures.fiscal_year}年度{self.figures.scope_zh}决算"

    @property
    def published_date(self) -> date:
        """The day the portal prints."""
        return self.figures.published_date


def publications(folder: Path = DATA) -> list[Publication]:
    """All documents of the demonstration, by unit and year.

    Raises FiguresError naming the file when its figures contradict each other.
    """
    return [publication for path in sorted(folder.glob("*.yml")) for publication in read_history(path)]


def read_history(path: Path) -> list[Publication]:
    """The documents of one unit, oldest first.

    Raises FiguresError naming the file when a key is missing or the figures contradict each other.
    """
    # BaseLoader keeps every scalar as text: codes keep their zeros, amounts never become floats.
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    found: list[Publication] = []
    prior: UnitYear | None = None
    try:
        for year in sorted(content["years"]):
            common = content["unit"] | {"fiscal_year": year}
            prior = UnitYear.model_validate(common | _carried_over(content["years"][year], prior))
            found.append(
                Publication(
                    slug=f"{path.stem}-{year}",
                    publisher_zh=content["publisher_zh"],
                    region_code=content["region_code"],
                    **content["portals"][year],
                    style_id=content["style"],
                    figures=prior,
                )
            )
    except KeyError as error:
        raise FiguresError(f"{path.name}: key {error} is missing") from error
    except ValueError as error:
        raise FiguresError(f"{path.name}: {error}") from error
    return found


def _carried_over(stated: dict[str, Any], prior: UnitYear | None) -> dict[str, Any]:
    """A year's figures with the openings that follow from the year before."""
    if prior is None:
        return stated
    if "own_opening" in stated or any("opening" in item for item in stated["items"]):
        raise FiguresError(f"the year after {prior.name} states an opening; it follows from the closing, remove it")
    closings = {(item.code, item.budget): item.closing for item in prior.items}
    adjustments = {a["code"]: a["add"] for a in stated.get("opening_adjustments", [])}
    items = []
    for item in stated["items"]:
        key = (item["code"], item.get("budget", "general_public_budget"))
        opening = closings.pop(key, ZERO)
        if item["code"] in adjustments:
            opening += type(opening)(adjustments.pop(item["code"]))
        items.append(item | {"opening": opening})
    lost = [code for (code, _), closing in closings.items() if closing] + list(adjustments)
    if lost:
        raise FiguresError(f"the year after {prior.name} has no item {', '.join(lost)} to carry a balance over to")
    return stated | {"items": items, "own_opening": prior.own_closing, "prior": prior}
