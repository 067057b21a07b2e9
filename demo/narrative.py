"""The narrative (情况说明) and the glossary, in our own words, with the figures of the tables.

Put here: sentences and the arithmetic they state (changes, shares, completion of the budget).
Keep out: the tables' cells and what is misprinted in them: the narrative states the true figures.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from demo.figures import INCOME_SOURCES, OWN_USES, ZERO, Budget, ThreePublic, UnitYear
from demo.subjects import name_of

INCOME_ZH: Final = dict(
    zip(
        INCOME_SOURCES,
        ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
        strict=True,
    )
)
USES_ZH: Final = dict(
    zip(OWN_USES, ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"), strict=True)
)
TERMS_ZH: Final = (
    ("财政拨款收入", "指本级财政当年拨给本单位使用的资金。"),
    ("年初结转和结余", "指上年没有用完、按规定留到本年继续使用的资金。"),
    ("年末结转和结余", "指本年没有用完、按规定留到下年继续使用的资金。"),
    ("基本支出", "指为保证机构正常运转、完成日常工作而发生的人员经费和公用经费。"),
    ("项目支出", "指在基本支出之外，为完成特定任务和目标而发生的支出。"),
    ("“三公”经费", "指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。"),
    ("机关运行经费", "指行政单位和参照公务员法管理的事业单位用一般公共预算财政拨款安排的日常公用经费。"),
)

CENT: Final = Decimal("0.01")
ORDINALS: Final = "一二三四五六七八九十"


def percent(part: Decimal, whole: Decimal) -> str:
    """A share in percent with two decimals, rounded half up; `whole` is not zero."""
    return f"{(part * 100 / whole).quantize(CENT, ROUND_HALF_UP)}%"


class Narrative:
    """The sections of the narrative of one document."""

    def __init__(self, figures: UnitYear) -> None:
        """The figures of the document; those of the year before, if known, give the comparisons."""
        self.figures, self.prior = figures, figures.prior
        self.year = f"{figures.fiscal_year}年度"

    def rounded(self, amount: Decimal, table_id: str, row: str) -> Decimal:
        """A total as the publisher rounds it; other misprints stay out of the narrative."""
        return amount + sum(
            (
                instead.add
                for instead in self.figures.printed_instead
                if instead.grade == "rounding" and instead.table_id == table_id and row in instead.rows
            ),
            ZERO,
        )

    def money(self, amount: Decimal) -> str:
        """An amount as the narrative prints it."""
        return f"{amount:,.2f}万元" if self.figures.thousands_separators else f"{amount:.2f}万元"

    def change(self, now: Decimal, then: Decimal, what: str) -> str:
        """A sentence on the change against last year; empty where there was nothing last year."""
        if not then:
            return ""
        difference = now - then
        if not difference:
            return f"与上年相比，{what}持平。"
        verb, rate = ("增加", "增长") if difference > 0 else ("减少", "下降")
        return f"与上年相比，{what}{verb}{self.money(abs(difference))}，{rate}{percent(abs(difference), then)}。"

    def than_prior(self, value: Callable[[UnitYear], Decimal], what: str) -> str:
        """The change of a figure against the prior year's document; empty without one."""
        return self.change(value(self.figures), value(self.prior), what) if self.prior else ""

    def shares(self, parts: Sequence[tuple[str, Decimal]], whole: Decimal) -> str:
        """The parts that are not zero, each with its share."""
        return "；".join(f"{name}{self.money(part)}，占{percent(part, whole)}" for name, part in parts if part)

    def sections(self, table_order: Sequence[str]) -> list[tuple[str, list[str]]]:
        """Headings with their paragraphs; the special tables in the order of the house style."""
        special = {
            "government_fund_budget": self._government_fund,
            "state_capital_budget": self._state_capital,
            "three_public_expenses": self._three_public,
        }
        parts = [
            ("收入支出决算总体情况说明", self._overall()),
            ("收入决算情况说明", self._income()),
            ("支出决算情况说明", self._expenditure()),
            ("财政拨款收入支出决算总体情况说明", self._fiscal()),
            ("一般公共预算财政拨款支出决算情况说明", self._general()),
            ("一般公共预算财政拨款基本支出决算情况说明", self._basic()),
            *(special[table]() for table in table_order if table in special),
            ("其他重要事项的情况说明", self._other()),
        ]
        return [(f"{ORDINALS[i]}、{title}", list(texts)) for i, (title, texts) in enumerate(parts)]

    def _overall(self) -> Iterator[str]:
        total = self.money(self.figures.grand_total)
        text = f"{self.year}收入总计{total}，支出总计{total}。"
        yield text + self.than_prior(lambda f: f.grand_total, "收入、支出总计各")

    def _income(self) -> Iterator[str]:
        total = self.figures.total(lambda item: item.total_income)
        if not total:
            yield f"{self.year}没有收入。"
            return
        parts = [
            (label, self.figures.total(lambda item, s=source: item.income.get(s, ZERO)))  # type: ignore[misc]
            for source, label in INCOME_ZH.items()
        ]
        yield f"{self.year}收入合计{self.money(total)}，其中：{self.shares(parts, total)}。"

    def _expenditure(self) -> Iterator[str]:
        total = self.rounded(self.figures.total(lambda item: item.total_spent), "expenditure", "total")
        if not total:
            yield f"{self.year}没有支出。"
            return
        parts = [
            (label, self.figures.total(lambda item, u=use: item.spent(u)))  # type: ignore[misc]
            for use, label in USES_ZH.items()
        ]
        yield f"{self.year}支出合计{self.money(total)}，其中：{self.shares(parts, total)}。"

    def _fiscal(self) -> Iterator[str]:
        def total(figures: UnitYear) -> Decimal:
            return figures.total(lambda item: item.appropriation + item.opening)

        amount = self.money(total(self.figures))
        text = f"{self.year}财政拨款收入总计{amount}，支出总计{amount}。"
        yield text + self.than_prior(total, "财政拨款收入、支出总计各")

    def _general(self) -> Iterator[str]:
        def total(figures: UnitYear) -> Decimal:
            return figures.total(lambda item: item.fiscal, "general_public_budget")

        spent, all_spent = total(self.figures), self.figures.total(lambda item: item.total_spent)
        if not spent:
            yield f"{self.year}没有一般公共预算财政拨款支出。"
            return
        share = percent(spent, all_spent)
        text = f"（一）总体情况。{self.year}一般公共预算财政拨款支出{self.money(spent)}，占本年支出合计的{share}。"
        yield text + self.than_prior(total, "一般公共预算财政拨款支出")
        by_code = self.figures.by_code(lambda item: item.fiscal, "general_public_budget")
        classes = [(f"{name_of(c)}（类）", amount) for c, amount in by_code.items() if len(c) == 3]
        yield f"（二）结构情况。主要用于以下方面：{self.shares(classes, spent)}。"
        initial = self.figures.total(lambda item: item.initial_budget, "general_public_budget")
        if initial:
            yield (
                f"（三）具体情况。年初预算{self.money(initial)}，支出决算{self.money(spent)}，"
                f"完成年初预算的{percent(spent, initial)}。其中："
            )
            yield from self._items()

    def _items(self) -> Iterator[str]:
        items = sorted(self.figures.of("general_public_budget"), key=lambda item: item.code)
        for number, item in enumerate((i for i in items if i.fiscal), start=1):
            names = [f"{name_of(item.code[:n])}（{level}）" for n, level in ((3, "类"), (5, "款"), (7, "项"))]
            budget, final = item.initial_budget, item.fiscal
            text = f"{number}.{''.join(names)}。年初预算{self.money(budget)}，支出决算{self.money(final)}"
            if budget:
                relation = "等于" if final == budget else "大于" if final > budget else "小于"
                text += f"，完成年初预算的{percent(final, budget)}，决算数{relation}年初预算数"
            yield f"{text}。"

    def _basic(self) -> Iterator[str]:
        figures = self.figures
        yield f"{self.year}一般公共预算财政拨款基本支出{self.money(figures.general_basic)}，其中："
        for label, total, personnel in (
            ("人员经费", figures.personnel, True),
            ("公用经费", self.rounded(figures.operating, "basic_expenditure", "operating_total"), False),
        ):
            codes = [c for c, v in sorted(figures.economic.items()) if v and (c[:3] in ("301", "303")) is personnel]
            names = "、".join(name_of(code) for code in codes)
            yield f"{label}{self.money(total)}" + (f"，主要包括：{names}。" if names else "。")

    def _fund(self, budget: Budget, name: str) -> str:
        figures = self.figures
        values = [
            figures.total(value, budget)
            for value in (
                lambda item: item.opening,
                lambda item: item.appropriation,
                lambda item: item.fiscal,
                lambda item: item.closing,
            )
        ]
        if not any(values):
            return f"{figures.unit_name_zh}{self.year}没有{name}收入，也没有使用{name}安排的支出。"
        opening, income, spent, closing = (self.money(value) for value in values)
        return f"{name}年初结转和结余{opening}，本年收入{income}，本年支出{spent}，年末结转和结余{closing}。"

    def _government_fund(self) -> tuple[str, list[str]]:
        text = self._fund("government_fund", "政府性基金预算财政拨款")
        return "政府性基金预算财政拨款收入支出决算情况说明", [text]

    def _state_capital(self) -> tuple[str, list[str]]:
        text = self._fund("state_capital", "国有资本经营预算财政拨款")
        return "国有资本经营预算财政拨款支出决算情况说明", [text]

    def _three_public(self) -> tuple[str, list[str]]:
        title = "财政拨款“三公”经费支出决算情况说明"
        budget, final = self.figures.three_public_budget, self.figures.three_public_final
        if not budget.total and not final.total:
            return title, [f"{self.year}没有财政拨款“三公”经费支出。"]
        text = f"（一）总体情况。“三公”经费全年预算{self.money(budget.total)}，支出决算{self.money(final.total)}"
        if budget.total:
            text += f"，完成预算的{percent(final.total, budget.total)}"
        text += f"。{self.than_prior(lambda f: f.three_public_final.total, '“三公”经费支出决算')}"
        return title, [text, *self._three_public_items(budget, final)]

    def _three_public_items(self, budget: ThreePublic, final: ThreePublic) -> Iterator[str]:
        yield "（二）具体情况。"
        figures = self.figures
        details = (
            (
                "因公出国（境）费",
                "overseas",
                f"全年出国（境）团组{figures.overseas_groups}个，累计{figures.overseas_persons}人次。",
            ),
            ("公务用车购置及运行维护费", "vehicle_total", f"年末公务用车保有量{sum(figures.vehicles)}辆。"),
            (
                "公务接待费",
                "reception",
                f"全年国内公务接待{figures.reception_groups}批次、{figures.reception_persons}人次。",
            ),
        )
        for number, (label, part, counts) in enumerate(details, start=1):
            planned, spent = getattr(budget, part), getattr(final, part)
            text = f"{number}.{label}预算{self.money(planned)}，支出决算{self.money(spent)}"
            yield text + (f"，完成预算的{percent(spent, planned)}。" if planned else "。") + (counts if spent else "")

    def _other(self) -> Iterator[str]:
        figures = self.figures
        running = figures.administrative_running_costs + figures.participating_running_costs
        if running:
            text = f"（一）机关运行经费支出情况。{self.year}机关运行经费支出{self.money(running)}。"
            yield text + self.than_prior(
                lambda f: f.administrative_running_costs + f.participating_running_costs, "机关运行经费"
            )
        else:
            yield "（一）机关运行经费支出情况。本单位没有机关运行经费。"
        procurement = figures.procurement
        if procurement.total:
            parts = (
                f"货物支出{self.money(procurement.goods)}、工程支出{self.money(procurement.works)}、"
                f"服务支出{self.money(procurement.services)}"
            )
            text = f"（二）政府采购支出情况。政府采购支出总额{self.money(procurement.total)}，其中：{parts}。"
            if procurement.small_and_medium:
                share = percent(procurement.small_and_medium, procurement.total)
                text += f"授予中小企业合同金额{self.money(procurement.small_and_medium)}，占总额的{share}"
                text += f"，其中授予小微企业合同金额{self.money(procurement.micro)}。"
            yield text
        else:
            yield "（二）政府采购支出情况。本年度没有政府采购支出。"
        yield (
            f"（三）国有资产占用情况。截至{figures.fiscal_year}年12月31日，共有车辆{sum(figures.vehicles)}辆，"
            f"单价100万元（含）以上设备（不含车辆）{figures.large_equipment}台（套）。"
        )
