"""What a house style decides, and the styles there are.

Put here: the knobs of a style, the lookup of the modules of `demo.styles`.
Keep out: the styles themselves (`styles/<style_id>.py`) and how boxes are arranged (`demo.forms`).
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import demo.styles
from demo.flowables import Align

TotalRow = Literal["first", "in_header", "last"]


@dataclass(frozen=True)
class HouseStyle:
    """How a publisher prints: which tables in which order, with which columns, on which paper.

    `titles` maps the printed tables to their titles, in printed order. Sizes are points.
    """

    style_id: str
    template: str  # whose lines the summaries print: national, shanghai
    titles: Mapping[str, str]
    landscape: frozenset[str]
    unit_line_zh: str
    name_line_zh: str = ""
    mark_zh: str = ""  # with {number}: 公开01表
    amount_heading_zh: str = "金额"
    code_heading_zh: str = "科目代码"
    economic_heading_zh: str = "科目代码"
    row_numbers: bool = False  # 行次
    column_numbers: bool = False  # 栏次
    blank_row_before_total: frozenset[str] = frozenset()  # tables
    code_columns: Literal[1, 3] = 1
    economic_code_columns: Literal[1, 2] = 1
    total_row: Mapping[str, TotalRow] = field(default_factory=dict)  # where not first
    basic_columns: tuple[tuple[str, ...], ...] = (("301", "303"), ("302", "310"))
    basic_headings: bool = False
    basic_zeros: bool = False
    basic_dashes: bool = False
    economic_indent: int = 0
    interleaved_three_public: bool = False
    fund_form_of_state_capital: bool = False
    repeat_header: bool = True
    amount_align: Align = "right"
    font_size: float = 8.5
    row_height: float = 16.0
    sizes: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # table to font size and row height
    widths: Mapping[str, float] = field(default_factory=dict)  # table to the share of the line it fills
    notes_zh: Mapping[str, str] = field(default_factory=dict)
    contents_numbers: bool = True


@cache
def styles() -> dict[str, HouseStyle]:
    """All house styles by id: each module of `demo.styles` defines one as STYLE."""
    found = {}
    for module in pkgutil.iter_modules(demo.styles.__path__):
        style: HouseStyle = importlib.import_module(f"demo.styles.{module.name}").STYLE
        if style.style_id != module.name:
            raise ValueError(f"demo/styles/{module.name}.py: style_id is {style.style_id!r}, name it like the file")
        found[module.name] = style
    return found
