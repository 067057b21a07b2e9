"""When a report of a check is about a defect that people found, and what a score counts."""

from dataclasses import replace
from decimal import Decimal

from demo.check_scorer import DocumentScore, summarize
from demo.defect_matching import Defect, Report, matches


def defect(printed: str, expected: str, **facts: object) -> Defect:
    known = {"grade": "error", "table_id": "expenditure", "page": 9, "code": "", "name": "合计", "measure": "total"}
    return Defect(**{**known, "printed": printed, "expected": expected, "note": "", **facts})  # type: ignore[arg-type]


def report(expected: str, observed: str, scope: str = "expenditure · total · total", **facts: object) -> Report:
    sides = {Decimal(expected).normalize(), Decimal(observed).normalize()}
    known: dict[str, object] = {
        "check_id": "T3.02",
        "severity": "error",
        "state": "fail",
        "scope": scope,
        "pages": frozenset({9}),
        "tables": frozenset({"expenditure"}),
        "residuals": frozenset({abs(Decimal(expected) - Decimal(observed)).normalize()}),
        "numbers": frozenset(sides),
        "printed": frozenset({Decimal(expected).normalize()}),
        "words": f"{scope} 不符",
        "cause": scope,
    }
    return Report(**{**known, **facts})  # type: ignore[arg-type]


def test_the_same_two_numbers_on_the_same_page_are_the_same_defect() -> None:
    assert matches(defect("14572.53", "14572.54"), report("14572.53", "14572.54"))


def test_another_page_is_another_defect_and_an_unverified_page_is_any() -> None:
    assert not matches(defect("14572.53", "14572.54", page=8), report("14572.53", "14572.54"))
    assert matches(defect("14572.53", "14572.54", page=None), report("14572.53", "14572.54"))


def test_equal_numbers_of_another_row_column_or_table_are_another_defect() -> None:
    rounding = defect("980.85", "980.84", grade="rounding", code="22102", measure="total")
    assert matches(rounding, report("980.85", "980.84", "expenditure · 22102 · total", state="rounding"))
    assert not matches(rounding, report("980.85", "980.84", "expenditure · 22102 · basic", state="rounding"))
    assert not matches(rounding, report("980.85", "980.84", "expenditure · 221 · total", state="rounding"))
    other = frozenset({"income"})
    assert not matches(rounding, report("980.85", "980.84", "income · 22102 · total", state="rounding", tables=other))


def test_a_sum_that_a_wrong_number_takes_part_in_is_about_that_number() -> None:
    wrong = defect("573.19", "583.19", code="208", measure="total")
    sum_above = report("3469.70", "3459.70", printed=frozenset({Decimal("3469.70"), Decimal("573.19")}))
    assert matches(wrong, sum_above)
    assert not matches(wrong, replace(sum_above, printed=frozenset({Decimal("3469.7")})))


def test_a_rounding_difference_is_not_found_by_an_error_of_another_size() -> None:
    rounding = defect("2940.05", "2940.04", grade="rounding")
    error = report("71.73", "71.65", numbers=frozenset({Decimal("2940.05"), Decimal("2940.04")}))
    assert not matches(rounding, error)


def test_a_statement_is_known_by_its_subject_and_comparison() -> None:
    unchanged = defect("0", "-63.14", table_id="narrative", name="财政拨款收入支出总计", measure="yoy_change")
    said = report("1", "2", "15 · 财政拨款收入支出总计 · yoy_change")
    assert matches(unchanged, said)
    assert not matches(unchanged, report("1", "2", "15 · 财政拨款收入支出总计 · yoy_pct"))


def test_small_whole_numbers_alone_match_nothing() -> None:
    counted = defect("3", "5", table_id="narrative", name="培训次数", measure="count")
    assert not matches(counted, report("3", "5", "form 2 · 车辆", words="form 2 · 车辆 印3，应为5"))
    assert matches(counted, report("3", "5", "form 2 · 培训次数", words="form 2 · 培训次数 印3，应为5"))


def test_what_matches_no_listed_defect_is_unreviewed_until_a_person_judged_it() -> None:
    listed, unknown, false = (report("1", "2", scope) for scope in ("a", "b", "c"))
    score = DocumentScore("name", "hash", [(defect("1", "2"), [listed])], [unknown, false], [listed, unknown, false])
    figures = summarize(score)
    assert (figures["reported"], figures["reported_true"], figures["unreviewed"]) == (3, 1, 2)
    score.verdicts = {("T3.02", "b"): ("true", "seen on the page"), ("T3.02", "c"): ("false", "it says so below")}
    figures = summarize(score)
    assert (figures["reported_true"], figures["reported_false"], figures["unreviewed"]) == (2, 1, 0)


def test_a_rounding_pair_is_noted_once_and_a_cell_listed_twice_may_be_noted_twice() -> None:
    pair = defect("9191.59", "9191.60", grade="rounding")
    notes = [report("9191.59", "9191.60", state="rounding", check_id=name, cause=name) for name in ("T3.01", "T3.02")]
    cases = {
        "one note": [(pair, notes[:1])],
        "two notes": [(pair, notes)],
        "two comparisons of one note": [(pair, [replace(note, cause="same") for note in notes])],
        "two notes of a cell listed twice": [(pair, notes), (replace(pair, note="another identity"), notes)],
    }
    counts = {
        name: summarize(DocumentScore("name", "hash", found))["rounding"]["found_once_as_rounding"]
        for name, found in cases.items()
    }
    assert list(counts.values()) == [1, 0, 1, 2]


def test_a_place_in_parts_is_named_by_all_of_them_or_by_what_they_quote() -> None:
    ratio = defect("0.0%", "100%", table_id="attachment", name="其中：财政拨款/执行率", measure="text")
    assert matches(ratio, report("1", "2", "form 1", words="“其中：财政拨款”：执行率印0.0%"))
    assert not matches(ratio, report("1", "2", "form 1", words="“其中：财政拨款”：结余不符"))
    counted = defect("3", "5", table_id="attachment", name="业务培训会议/“数字政府建设”培训次数", measure="count")
    assert matches(counted, report("1", "2", "form 2", words="自评表“业务培训会议”：3次“数字政府建设”，又印5次"))
    assert not matches(counted, report("1", "2", "form 2", words="自评表“业务培训会议”：执行数不符"))
