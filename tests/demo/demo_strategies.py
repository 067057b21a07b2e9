"""Generated figures of a unit and year: any items, sources and balances that a unit could have.

Put here: hypothesis strategies. Keep out: assertions.
"""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from demo.figures import OWN_SOURCES, OWN_USES, Item, Procurement, ThreePublic, UnitYear
from demo.subjects import economic_codes, functional_items

BUDGET_BY_CLASS = {"223": "state_capital", "229": "government_fund"}
ECONOMIC_ITEMS = [c for c in economic_codes("301", "302", "303", "310") if len(c) == 5]


def money(largest: int = 500_000) -> st.SearchStrategy[Decimal]:
    """Amounts in 万元 up to `largest` cents, zero included."""
    return st.one_of(st.just(0), st.integers(1, largest)).map(lambda cents: Decimal(cents).scaleb(-2))


@st.composite
def items(draw: st.DrawFn, code: str) -> Item:
    """An item that never spends more than it has."""
    basic, project, closing, opening = draw(money()), draw(money()), draw(money(9_999)), draw(money(9_999))
    budget = BUDGET_BY_CLASS.get(code[:3], "general_public_budget")
    spent = basic + project
    income = {"fiscal_appropriation": max(Decimal("0.00"), spent + closing - opening)}
    own = {}
    if draw(st.booleans()):
        own[draw(st.sampled_from(OWN_USES))] = amount = draw(money(99_999))
        income[draw(st.sampled_from(OWN_SOURCES))] = amount + draw(money(9_999))
    return Item.model_validate(
        {"code": code, "budget": budget, "opening": opening, "income": income, "basic": basic, "project": project}
        | {"own": own, "initial_budget": draw(money())}
    )


@st.composite
def unit_years(draw: st.DrawFn) -> UnitYear:
    """The figures of one unit and year, consistent by construction."""
    codes = draw(st.lists(st.sampled_from(functional_items()), min_size=1, max_size=12, unique=True))
    chosen = tuple(draw(items(code)) for code in codes)
    basic = sum((i.basic for i in chosen if i.budget == "general_public_budget"), Decimal("0.00"))
    economic, rest = {}, basic
    for code in draw(st.lists(st.sampled_from(ECONOMIC_ITEMS), max_size=8, unique=True)):
        economic[code] = part = min(rest, draw(money()))
        rest -= part
    economic["30299"] = economic.get("30299", Decimal("0.00")) + rest
    three_public = st.builds(ThreePublic, overseas=money(9_999), vehicle_purchase=money(9_999), reception=money(9_999))
    return UnitYear(
        unit_name_zh="示例档案馆",
        scope_zh=draw(st.sampled_from(("部门", "单位"))),
        fiscal_year=draw(st.sampled_from((2022, 2023, 2024))),
        published_date=date(2025, 8, 29),
        thousands_separators=draw(st.booleans()),
        items=chosen,
        economic=economic,
        own_opening=draw(money()),
        use_of_balance=draw(money()),
        three_public_budget=draw(three_public),
        three_public_final=draw(three_public),
        procurement=draw(st.builds(Procurement, goods=money(), works=money(), services=money())),
        vehicles=tuple(draw(st.lists(st.integers(0, 9), min_size=8, max_size=8))),
        large_equipment=draw(st.integers(0, 99)),
    )
