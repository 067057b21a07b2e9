"""Which numbers are changed and how: every number of a document, once for each kind of change.

Put here: the list of corruptions of a document, each with the rows that it changes.
Keep out: how a number is misprinted (misprints) and writing the copies (copies).

A change is decided by document, row and kind alone, so that two runs change the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any, Final

from demo.corruption.misprints import MISPRINTS, misprint, printed_instead, read_number
from demo.corruption.source import Source

KINDS: Final = (*MISPRINTS, "row_shift", "row_dropped")
_NAME: Final = ("subject_code", "line_id", "label_zh", "row_order", "row_no")
Row = dict[str, Any]


@dataclass(frozen=True)
class Edit:
    """A row of a raw relation as the copy has it: other values in some columns, or (None) no row at all."""

    row_key: int
    values: Row | None


@dataclass(frozen=True)
class Corruption:
    """One change of one document, with the words under which it is counted."""

    document_id: str
    relation: str
    kind: str
    number_kind: str
    place: str
    """The table, or the section of the narrative."""
    line: str
    measure: str
    printed: str
    changed: str
    page: int
    edits: tuple[Edit, ...]


@dataclass
class Plan:
    """All corruptions, and how many numbers a kind of change could not make another number of, by the reason."""

    corruptions: list[Corruption] = field(default_factory=list)
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)


def plan_document(source: Source, document_id: str, *, every: int = 1) -> Plan:
    """Return the corruptions of every `every`-th number and row of a document, for each kind."""
    plan = Plan()
    amounts = source.rows("select * from amount where document_id = ? order by row_key", document_id)
    factors = {
        row["published_unit"]: Decimal(row["yuan_factor"]) if row["yuan_factor"] else None
        for row in source.rows("select * from work.reference.published_units")
    }
    for amount in amounts[::every]:
        _add_misprints(plan, "amount", amount, [(amount, {})], factors.get(amount["published_unit"]))
    _add_row_changes(plan, amounts, every)
    claims = source.rows("select * from claim where document_id = ? order by row_key", document_id)
    by_sentence: dict[str, list[Row]] = {}
    for claim in claims:
        by_sentence.setdefault(claim["sentence_zh"] or "", []).append(claim)
    for claim in claims[::every]:
        _add_misprints(plan, "claim", claim, [(claim, {}), *_in_sentence(claim, by_sentence)], None)
    return plan


def number_kind(relation: str, row: Row) -> str:
    """Return under which kind of number a row is counted."""
    if row["published_unit"] == "%":
        return "percentage"
    is_money = row["published_unit"].endswith("元")
    return f"{'table' if relation == 'amount' else 'claim'} {'amount' if is_money else 'count'}"


def _in_sentence(claim: Row, by_sentence: dict[str, list[Row]]) -> list[tuple[Row, Row]]:
    return [(other, {}) for other in by_sentence[claim["sentence_zh"] or ""] if other is not claim]


def _add_misprints(
    plan: Plan, relation: str, row: Row, touched: Sequence[tuple[Row, Row]], factor: Decimal | None
) -> None:
    number = read_number(row["published_text"])
    kind_of_number = number_kind(relation, row)
    for kind in MISPRINTS:
        if number is None or (number.value == 0 and kind != "digit"):
            plan.skipped[kind, "no digits to change" if number is None else "a zero stays a zero"] += 1
            continue
        seed = f"{row['document_id']}/{relation}/{row['row_key']}/{kind}"
        changed = misprint(kind, number, seed, is_rounded="count" not in kind_of_number)
        if changed is None:
            plan.skipped[kind, "equal digits, or no more than one unit of the last printed place"] += 1
            continue
        text = printed_instead(row["published_text"], changed)
        amount = changed.value * (_scale(row["published_amount"], number.value))
        values: Row = {"published_text": text, "published_amount": amount}
        if relation == "amount":
            values["amount_yuan"] = None if factor is None else amount * factor
        sentence = _sentence_instead(row, [other for other, _ in touched], text) if relation == "claim" else None
        edits = [Edit(row["row_key"], values)]
        if sentence is not None:
            edits = [
                Edit(other["row_key"], {**(values if other is row else {}), "sentence_zh": sentence})
                for other, _ in touched
            ]
        plan.corruptions.append(
            Corruption(
                row["document_id"],
                relation,
                kind,
                kind_of_number,
                *_place(relation, row),
                row["published_text"],
                text,
                row["page"],
                tuple(edits),
            )
        )


def _scale(published: Decimal, printed: Decimal) -> Decimal:
    """What the printed digits are multiplied with: a sign by the verb, ten thousand for 万; one for a zero."""
    return published / printed if printed and published else Decimal(1)


def _place(relation: str, row: Row) -> tuple[str, str, str]:
    if relation == "amount":
        place = f"{row['table_id']}/{row['side']}" if row["side"] else row["table_id"]
        return place, row["subject_code"] or row["line_id"] or row["label_zh"], row["measure"]
    subject = row["subject_code"] or row["subject_zh"] or ""
    return row["statement_kind"] or row["section"] or "", subject, row["comparison"] or row["measure"] or "amount"


def _sentence_instead(claim: Row, claims: Sequence[Row], text: str) -> str | None:
    """The sentence with this claim's number replaced; of several equal numbers, that of the same order."""
    sentence, printed = claim["sentence_zh"], claim["published_text"]
    if not sentence:
        return None
    same = sorted(other["row_key"] for other in claims if other["published_text"] == printed)
    pattern = rf"(?<![\d.,]){re.escape(printed)}(?![\d]|[.,]\d)"
    places = list(re.finditer(pattern, sentence))
    order = same.index(claim["row_key"])
    if order >= len(places):
        return None
    return str(sentence[: places[order].start()] + text + sentence[places[order].end() :])


def _add_row_changes(plan: Plan, amounts: Sequence[Row], every: int) -> None:
    """Drop every row, and exchange the amounts of every row with those of the next one of its table and side."""
    for _, group in groupby(amounts, key=lambda row: (row["table_no"], row["side"])):
        rows = [list(cells) for _, cells in groupby(group, key=lambda row: row["row_order"])]
        for cells in rows[::every]:
            if any(cell["published_amount"] for cell in cells):
                edits = tuple(Edit(cell["row_key"], None) for cell in cells)
                plan.corruptions.append(_row_change("row_dropped", cells, "(no row)", edits))
            else:
                plan.skipped["row_dropped", "a row of zeros counts as one without amounts"] += 1
        for upper, lower in list(pairwise(rows))[::every]:
            if _numbers(upper) == _numbers(lower):
                plan.skipped["row_shift", "both rows print the same amounts"] += 1
                continue
            edits = tuple(_exchanged(upper, lower))
            plan.corruptions.append(_row_change("row_shift", upper, _printed(lower), edits))


def _exchanged(upper: Sequence[Row], lower: Sequence[Row]) -> Iterator[Edit]:
    for cells, other in ((upper, lower[0]), (lower, upper[0])):
        for cell in cells:
            yield Edit(cell["row_key"], {column: other[column] for column in _NAME})


def _numbers(cells: Sequence[Row]) -> dict[str, Decimal]:
    return {cell["measure"]: cell["published_amount"] for cell in cells if cell["published_amount"]}


def _printed(cells: Sequence[Row]) -> str:
    return " ".join(cell["published_text"] for cell in cells)


def _row_change(kind: str, cells: Sequence[Row], changed: str, edits: tuple[Edit, ...]) -> Corruption:
    first = cells[0]
    place, line, _ = _place("amount", first)
    document_id, page = first["document_id"], first["page"]
    return Corruption(
        document_id, "amount", kind, "table row", place, line, "(row)", _printed(cells), changed, page, edits
    )
