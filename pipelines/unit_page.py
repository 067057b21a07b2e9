"""`juesuan unit NAME`: what a release says about one unit, on one page of the terminal.

Put here: finding the unit a person means, and the page's parts.
Keep out: any figure that is not already in the release (sql), and general queries (summary).
"""

import difflib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from pipelines.errors import PipelineError
from pipelines.settings import Settings
from pipelines.summary import fetch, print_table

_BARS: Final = "▁▂▃▄▅▆▇█"
_LINES: Final = {
    "income_yuan": "本年收入 income",
    "expenditure_yuan": "本年支出 expenditure",
    "basic_expenditure_yuan": "基本支出 basic",
    "project_expenditure_yuan": "项目支出 project",
    "personnel_yuan": "人员经费 personnel",
    "public_funds_yuan": "公用经费 public funds",
    "three_public_yuan": "“三公”经费 three public",
    "closing_carryover_yuan": "年末结转 carryover",
}
_INDICATORS: Final = (
    ("A1", "expenditure.current_total"),
    ("B1", "total"),
    ("B5", "total"),
    ("B8", "total"),
    ("C1", "project"),
    ("C2", "of_basic"),
    ("D2", "total"),
    ("E2", "total"),
    ("E5", "total"),
)


class UnitError(PipelineError):
    """No unit, or several, of the name a person gave."""


def find_unit(settings: Settings, name: str) -> str:
    """Return the unit_id for an id, a full name, or a part of a name that only one unit has.

    Raises:
        UnitError: when none or several fit; the message names the nearest or the several.
    """
    units = fetch(settings, "SELECT unit_id, name_zh, unit_level, region_code FROM dim_unit ORDER BY ALL")[1]
    for fits in (
        [unit for unit in units if unit[0] == name],
        [unit for unit in units if unit[1] == name],
        [unit for unit in units if name in unit[1]],
    ):
        if len(fits) == 1:
            return str(fits[0][0])
        if fits:
            several = "; ".join(f"{unit[0]} {unit[1]} ({unit[2]}, {unit[3] or 'no region'})" for unit in fits[:8])
            raise UnitError(f"{len(fits)} units fit {name!r}, name one by its id: {several}")
    nearest = difflib.get_close_matches(name, [unit[1] for unit in units], n=3, cutoff=0.3)
    raise UnitError(f"no unit fits {name!r}" + (f"; near to it: {', '.join(nearest)}" if nearest else ""))


def sparkline(values: Sequence[Decimal | None]) -> str:
    """A bar a value from the lowest to the highest; a gap is a space."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    span = high - low
    return "".join(
        " " if value is None else _BARS[int((value - low) * (len(_BARS) - 1) / span) if span else len(_BARS) // 2]
        for value in values
    )


def print_unit(settings: Settings, name: str) -> None:
    """Print the unit's names, its amounts over the years, indicators, checks and documents; raises as `find_unit`."""
    unit_id = find_unit(settings, name)
    _print_heading(settings, unit_id)
    _print_amounts(settings, unit_id)
    _print_classes(settings, unit_id)
    _print_indicators(settings, unit_id)
    _print_checks(settings, unit_id)
    _print_documents(settings, unit_id)


def _print_heading(settings: Settings, unit_id: str) -> None:
    ((zh, code, level, region, parent, first, last),) = fetch(
        settings,
        "SELECT unit.name_zh, unit.unit_code, unit.unit_level, region.name_zh, parent.name_zh, "
        "unit.valid_from_year, unit.valid_to_year FROM dim_unit AS unit "
        "LEFT JOIN dim_region AS region USING (region_code) "
        f"LEFT JOIN dim_unit AS parent ON unit.parent_unit_id = parent.unit_id WHERE unit.unit_id = '{unit_id}'",
    )[1]
    print(f"{zh}  ({unit_id})")
    facts = [level, region, f"code {code}" if code else None, f"of {parent}" if parent else None, f"{first}–{last}"]
    print(" · ".join(fact for fact in facts if fact) + "\n")


def _pivot(rows: Sequence[tuple[Any, ...]]) -> tuple[list[int], dict[str, dict[int, Decimal | None]]]:
    """Rows (label, year, value) as years in order and values by label and year."""
    values: dict[str, dict[int, Decimal | None]] = {}
    for label, year, value in rows:
        values.setdefault(label, {})[year] = value
    return sorted({year for _, year, _ in rows}), values


def _print_pivot(title: str, head: str, rows: Sequence[tuple[Any, ...]], digits: int) -> None:
    years, values = _pivot(rows)
    if not years:
        return
    lines = [
        (
            label,
            *(None if (value := of_year.get(year)) is None else round(value, digits) for year in years),
            sparkline([of_year.get(year) for year in years]) if len(years) > 1 else "",
        )
        for label, of_year in values.items()
        if any(value is not None for value in of_year.values())
    ]
    print_table([head, *map(str, years), ""], lines, title=title)
    print()


def _print_amounts(settings: Settings, unit_id: str) -> None:
    columns = ", ".join(_LINES)
    rows = fetch(
        settings, f"SELECT fiscal_year, {columns} FROM unit_year WHERE unit_id = '{unit_id}' ORDER BY fiscal_year"
    )[1]
    long = [
        (label, row[0], None if row[number] is None else row[number] / 10_000)
        for number, label in enumerate(_LINES.values(), start=1)
        for row in rows
    ]
    _print_pivot("Amounts in 万元", "amount", long, 2)


def _print_classes(settings: Settings, unit_id: str) -> None:
    rows = fetch(
        settings,
        "SELECT subject_code || ' ' || coalesce(subject_name_zh, ''), fiscal_year, total_yuan / 10000 "
        f"FROM expenditure_by_subject WHERE unit_id = '{unit_id}' AND length(subject_code) = 3 ORDER BY ALL",
    )[1]
    _print_pivot("Expenditure by class in 万元", "class", [(a, b, Decimal(str(c))) for a, b, c in rows], 2)


def _print_indicators(settings: Settings, unit_id: str) -> None:
    wanted = ", ".join(f"('{indicator}', '{detail}')" for indicator, detail in _INDICATORS)
    rows = fetch(
        settings,
        "SELECT indicator_id || ' ' || title_en || ' ' || title_zh, fiscal_year, value FROM indicators "
        f"JOIN dim_indicator USING (indicator_id) WHERE unit_id = '{unit_id}' "
        f"AND (indicator_id, detail) IN (VALUES {wanted}) ORDER BY indicator_id, fiscal_year",
    )[1]
    _print_pivot("Indicators", "indicator", rows, 4)


def _print_checks(settings: Settings, unit_id: str) -> None:
    rows = fetch(
        settings,
        f"SELECT state, fiscal_year, count(*)::DECIMAL(10, 0) FROM fct_check WHERE unit_id = '{unit_id}' "
        "GROUP BY ALL ORDER BY ALL",
    )[1]
    _print_pivot("Checks by state", "state", rows, 0)
    names, failures = fetch(
        settings,
        "SELECT fiscal_year, check_id, scope, expected, observed, page FROM fct_check "
        f"WHERE unit_id = '{unit_id}' AND state = 'fail' ORDER BY ALL LIMIT 20",
    )
    if failures:
        print_table(names, failures, title="What does not add up (at most 20 are shown)")
        print()


def _print_documents(settings: Settings, unit_id: str) -> None:
    names, rows = fetch(
        settings,
        "SELECT fiscal_year, document_kind, version_no, is_current, published_date, "
        "coalesce(landing_url, file_url, 'from a folder') AS published_at, left(document_id, 12) AS document "
        f"FROM dim_document WHERE unit_id = '{unit_id}' ORDER BY fiscal_year, version_no",
    )
    print_table(names, rows, title="Documents")
