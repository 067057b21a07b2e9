"""The demonstration's figures: consistent by construction, except where a defect is declared."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from demo.figures import FiguresError, Item, UnitYear
from demo.histories import publications, read_history
from demo.sites import site_families
from demo.subjects import DATA, names
from demo.tables import LogicalTable, tables_of
from tests.demo.demo_identities import Printed, broken
from tests.demo.demo_strategies import unit_years

SHARED = Path(__file__).parents[3] / "shared"


def rows(tables: dict[str, LogicalTable]) -> list[dict[str, object]]:
    return [
        {
            "table_id": table.table_id,
            "side": row.side,
            "subject_code": row.subject_code,
            "label": row.label_zh,
            "measure": measure,
            "published_amount": amount,
        }
        for table in tables.values()
        for row in table.rows
        for measure, amount in row.values.items()
    ]


def unit(**changes: object) -> UnitYear:
    item = Item(code="2012604", income={"fiscal_appropriation": Decimal("10.00")}, basic=Decimal("10.00"))
    return UnitYear.model_validate(
        {
            "unit_name_zh": "示例档案馆",
            "scope_zh": "单位",
            "fiscal_year": 2024,
            "published_date": date(2025, 8, 29),
            "items": (item,),
            "economic": {"30101": Decimal("10.00")},
        }
        | changes
    )


@given(figures=unit_years())
@settings(max_examples=60, deadline=None)
def test_any_figures_obey_every_identity_in_every_form(figures: UnitYear) -> None:
    for template in ("national", "shanghai"):
        for fund_form in (False, True):
            tables = tables_of(figures, template, fund_form_of_state_capital=fund_form)
            assert broken(Printed(rows(tables))) == set()


def test_an_item_that_spends_more_than_it_has_is_refused() -> None:
    item = {"code": "2012604", "income": {"fiscal_appropriation": "9.99"}, "basic": "10.00"}
    with pytest.raises(ValueError, match="item 2012604 spends more than it has"):
        unit(items=(item,))


def test_economic_items_must_sum_to_basic_expenditure() -> None:
    with pytest.raises(ValueError, match=r"economic items sum to 9\.99"):
        unit(economic={"30101": Decimal("9.99")})


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="surplus_distributed"):
        unit(surplus_distributed="1.00")


def test_a_later_year_may_not_state_its_opening(tmp_path: Path) -> None:
    source = (DATA / "shanxi-example-archives.yml").read_text(encoding="utf-8")
    head, tail = source.split('  "2023":\n', 1)
    path = tmp_path / "unit.yml"
    path.write_text(
        head + '  "2023":\n' + tail.replace("initial_budget", 'opening: "1.00", initial_budget', 1), "utf-8"
    )
    with pytest.raises(FiguresError, match=r"unit\.yml.*follows from the closing"):
        read_history(path)


def test_a_file_without_a_publisher_is_refused_by_name(tmp_path: Path) -> None:
    source = (DATA / "shanxi-example-archives.yml").read_text(encoding="utf-8")
    path = tmp_path / "unit.yml"
    path.write_text("\n".join(x for x in source.splitlines() if not x.startswith("publisher_zh")), encoding="utf-8")
    with pytest.raises(FiguresError, match=r"unit\.yml: key 'publisher_zh' is missing"):
        read_history(path)


def test_histories_carry_each_closing_balance_over_unless_an_adjustment_says_otherwise() -> None:
    adjusted = []
    for publication in publications():
        figures = publication.figures
        if figures.prior is None:
            continue
        change = sum(a.add for a in figures.opening_adjustments)
        assert figures.opening == figures.prior.closing + change
        if change:
            adjusted.append(publication.slug)
    assert adjusted == ["shanxi-example-archives-2023"]


def test_there_are_publishers_in_two_regions_over_three_years_in_every_style() -> None:
    found = publications()
    assert 10 <= len(found) <= 13
    assert len({p.publisher_zh for p in found}) >= 4
    assert {p.region_code for p in found} == {"140000", "310107"}
    assert {p.figures.fiscal_year for p in found} == {2022, 2023, 2024}
    assert {p.style_id for p in found} == {"national", "split_codes", "landscape"}
    assert len({p.site for p in found}) >= 6, "the demonstration crawls six families of portals"
    assert {p.site for p in found} <= site_families().keys()


def test_only_the_real_unit_has_a_name_that_is_not_an_example() -> None:
    real = {p.figures.unit_name_zh for p in publications() if "示例" not in p.figures.unit_name_zh}
    assert real == {"山西省数字政府服务中心"}
    assert all(p.figures.remark_zh.startswith("演示文件") for p in publications())


@pytest.mark.skipif(not (SHARED / "reference").is_dir(), reason="the reference classifications are not here")
def test_names_are_those_of_the_reference_classifications() -> None:
    reference: set[tuple[str, str]] = set()
    for file_name in ("functional_classification.csv", "economic_classification.csv"):
        with (SHARED / "reference" / file_name).open(encoding="utf-8") as file:
            reference |= {
                (row["code"], row["name"])
                for row in csv.DictReader(file)
                if row["valid_from"] <= "2022" and (row["valid_to"] or "9999") >= "2024"
            }
    assert set(names().items()) <= reference
