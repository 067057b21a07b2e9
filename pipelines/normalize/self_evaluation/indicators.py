"""The indicator lines of a form and its total.

Put here: levels, aims and results of each indicator, its weight and score, and the total with its grade.
Keep out: the funds (funds.py).

Where rules of merged cells are missing, texts stand beside their headings. Such a line is read by order: its weight and
score are its last two numbers, told apart from a result by standing under a heading that holds no number; the texts
between the levels and the weight are taken when there are as many as headings and all stand equally far from them.
"""

from dataclasses import dataclass

from pipelines.normalize.grid_rows import Cell, Row
from pipelines.normalize.money import is_dash
from pipelines.normalize.self_evaluation.placing import (
    Heading,
    box_of,
    is_score,
    place,
    printed,
    span,
    texts_of,
    under,
)
from pipelines.normalize.self_evaluation.records import IndicatorLine, SelfEvaluation
from pipelines.normalize.self_evaluation.sections import Sections
from pipelines.normalize.self_evaluation.words import known_words
from pipelines.normalize.text import tidy

_LEVELS = ("level1", "level2", "level3")
_AIMS = ("target", "adjusted_target", "actual")
_BESIDE_NUMBERS = frozenset({"note", "deviation", "ignored"})
_WITHOUT_NUMBERS = frozenset({"note", "deviation", "level1", "level2", "level3"})


@dataclass(slots=True)
class _Placed:
    """The cells of a line by column; what could not be placed is in `left_out`."""

    cells: dict[str, Cell]
    left_out: list[Cell]


def read_indicators(form: SelfEvaluation, sections: Sections) -> None:
    """Read the indicator lines; texts that cannot be placed are left out with a finding."""
    for row, headings, is_new_page in sections.indicators:
        cells = [cell for cell in row.cells if {heading.column for heading in under(cell, headings)} != {"ignored"}]
        if not cells:
            continue
        placed = _place(cells, headings)
        if is_new_page and form.indicators and _joins(form.indicators[-1], placed):
            continue
        if placed.left_out:
            what = f"{len(placed.left_out)} texts of a line stand beside their headings and are left out of it"
            texts = texts_of(placed.left_out)
            form.add_finding("self_evaluation_misaligned", what, row.page_no, box_of(placed.left_out), texts)
        if placed.cells:
            form.indicators.append(_line(form, row, placed))
    _look_for_gaps(form)


def _line(form: SelfEvaluation, row: Row, placed: _Placed) -> IndicatorLine:
    texts = {column: tidy(cell.text) for column, cell in placed.cells.items() if column not in ("weight", "score")}
    texts.pop("ignored", None)
    before = form.indicators[-1].texts if form.indicators else {}
    if "level1" not in texts and not {"level2", "level3"}.isdisjoint(texts):  # a merged cell over several lines
        if "level1" in before:
            texts["level1"] = before["level1"]
        if "level2" not in texts and "level2" in before:
            texts["level2"] = before["level2"]
    return IndicatorLine(
        line_no=len(form.indicators) + 1,
        texts=texts,
        weight=printed(placed.cells.get("weight")),
        score=printed(placed.cells.get("score")),
        page=row.page_no,
        box=box_of([*placed.cells.values(), *placed.left_out]),
    )


def _joins(line: IndicatorLine, placed: _Placed) -> bool:
    """Join the rest of a line that a page's end has parted: one of its halves has neither weight nor score."""
    has_numbers = "weight" in placed.cells or "score" in placed.cells
    if placed.left_out or has_numbers == (line.weight.text is not None or line.score.text is not None):
        return False
    for column, cell in placed.cells.items():
        if column in ("weight", "score"):
            setattr(line, column, printed(cell))
        elif column != "ignored":
            line.texts[column] = line.texts.get(column, "") + tidy(cell.text)
    return True


def _look_for_gaps(form: SelfEvaluation) -> None:
    """A line without a weight is a finding, unless nothing at all is filled in."""
    if not any(line.weight.text for line in form.indicators):
        what = "no indicator with its weight was read"
        form.add_finding("self_evaluation_unread", what, form.last_page, form.box)
        return
    for line in form.indicators:
        if line.weight.text is None:
            what = f"the indicator {line.texts.get('level3', '')} has no weight that could be read"
            form.add_finding("self_evaluation_unread", what, line.page, line.box, line.texts.get("level3"))


def _place(cells: list[Cell], headings: list[Heading]) -> _Placed:
    placed = place(cells, headings)
    if placed is not None and _is_aligned(placed, {heading.column for heading in headings}):
        return _Placed(placed, [])
    return _in_order(cells, headings)


def _is_aligned(placed: dict[str, Cell], columns: set[str]) -> bool:
    """Whether each cell can be what its heading says."""
    words = known_words()
    weight, score = placed.get("weight"), placed.get("score")
    if any(cell is not None and not is_score(cell.text) and not is_dash(cell.text) for cell in (weight, score)):
        return False
    if any(column in placed and is_score(placed[column].text) for column in _WITHOUT_NUMBERS):
        return False
    if "level3" in placed and words.levels_of(placed["level3"].text):
        return False
    is_name_missing = "level3" in columns and "level3" not in placed
    if is_name_missing and "level2" in placed and not words.levels_of(placed["level2"].text):
        return False
    if weight is None or score is None:  # then a number beside may be the one that is missing
        return not any(is_score(cell.text) for column, cell in placed.items() if column not in ("weight", "score"))
    return True


def _in_order(cells: list[Cell], headings: list[Heading]) -> _Placed:
    """The cells of a line that stands beside its headings, as far as order and count place them."""
    pair = _weight_and_score(cells, headings)
    if pair is None:
        return _Placed({}, cells)
    behind = cells[pair + 2 :]
    columns = [heading.column for heading in headings]
    numbered = [column for column in columns if column not in _BESIDE_NUMBERS]
    if numbered[-2:] != ["weight", "score"] or len(behind) > 1 or (behind and columns[-1:] != ["deviation"]):
        return _Placed({}, cells)
    placed = {"weight": cells[pair], "score": cells[pair + 1]}
    if behind:
        placed["deviation"] = behind[0]
    levels = _levels(cells[:pair], headings)
    placed.update(levels)
    aims = cells[len(levels) : pair]
    columns_of_aims = [column for column in columns if column in _AIMS]
    expected = [heading for heading in headings if heading.column in _AIMS]
    if levels and len(aims) == len(columns_of_aims) and _stand_equally_far(aims, expected, headings):
        placed.update(zip(columns_of_aims, aims, strict=True))
        return _Placed(placed, [])
    return _Placed(placed, aims)


def _weight_and_score(cells: list[Cell], headings: list[Heading]) -> int | None:
    """The place of the weight among the cells: the last two numbers, where they can be nothing else."""
    numbers = [position for position, cell in enumerate(cells) if is_score(cell.text)]
    if len(numbers) < 2 or numbers[-1] - numbers[-2] != 1:
        return None
    over = [{heading.column for heading in under(cells[position], headings)} for position in numbers[-2:]]
    if over == [{"weight"}, {"score"}]:
        return numbers[-2]
    return numbers[-2] if any(columns <= _WITHOUT_NUMBERS for columns in over) else None


def _levels(cells: list[Cell], headings: list[Heading]) -> dict[str, Cell]:
    """The levels with which a line begins: the usual words of the first two, then the indicator's own name.

    Without such a word, the name is the cell under the heading of the third level.
    """
    found: dict[str, Cell] = {}
    for cell in cells:
        level = _level(cell, found, headings)
        if level is None:
            break
        found[level] = cell
    rest = cells[len(found) :]
    if rest and ("level2" in found or (not found and _first_column(rest[0], headings) == "level3")):
        found["level3"] = rest[0]
    return found


def _level(cell: Cell, found: dict[str, Cell], headings: list[Heading]) -> str | None:
    """The level of a cell with a usual word; a word of both (成本指标) is the first only under its heading."""
    levels = known_words().levels_of(cell.text)
    if "level2" in found or not levels:
        return None
    is_under_first = _first_column(cell, headings) == "level1"
    if "level1" not in found and "level1" in levels and ("level2" not in levels or is_under_first):
        return "level1"
    return "level2" if "level2" in levels else None


def _first_column(cell: Cell, headings: list[Heading]) -> str | None:
    return next((heading.column for heading in under(cell, headings)), None)


def _stand_equally_far(cells: list[Cell], expected: list[Heading], headings: list[Heading]) -> bool:
    """Whether cells lie the same number of columns away from the headings they are taken for."""
    lefts = sorted(heading.x0 for heading in headings)

    def column(x: float) -> int:
        return min(range(len(lefts)), key=lambda place: abs(lefts[place] - x))

    moves = {column(span(cell)[0]) - column(heading.x0) for cell, heading in zip(cells, expected, strict=True)}
    return len(moves) <= 1


def read_total(form: SelfEvaluation, sections: Sections) -> None:
    """Read the total score, the total weight where it is printed, and the grade."""
    words = known_words()
    if sections.total is None:
        form.add_finding("self_evaluation_unread", "no total score was found", form.last_page, form.box)
        return
    cells = [cell for cell in sections.total.cells if not words.is_total(cell.text)]
    numbers = [cell for cell in cells if is_score(cell.text)]
    over = [_first_column(cell, sections.total_headings) for cell in numbers]
    if len(numbers) == 2:
        form.total_weight, form.total_score = printed(numbers[0]), printed(numbers[1])
    elif len(numbers) == 1 and over != ["weight"]:
        form.total_score = printed(numbers[0])
    elif numbers:
        what = f"the total score cannot be told from {texts_of(numbers)}"
        form.add_finding("self_evaluation_unread", what, sections.total.page_no, box_of(numbers), texts_of(numbers))
    else:
        row_box = box_of(sections.total.cells)
        form.add_finding("self_evaluation_unread", "the total score is not filled in", sections.total.page_no, row_box)
    form.grade = next((tidy(cell.text) for cell in cells if words.is_grade(cell.text)), None)
