"""One disclosure as a PDF: cover, contents, tables, narrative, glossary.

Put here: the order of the parts, pages and headings, and what is known of the finished document.
Keep out: the content of tables (`demo.forms`) and of the narrative (`demo.narrative`), files beside the PDF
(`demo.truth`).
"""

import hashlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate, Spacer

from demo.defects import Defect, with_defects
from demo.figures import UnitYear
from demo.flowables import Line, Place, Text
from demo.fonts import Fonts, ensure_fonts
from demo.forms import Form
from demo.grids import PrintedAmount, Typography, draw_grid
from demo.house_style import HouseStyle, styles
from demo.narrative import ORDINALS, TERMS_ZH, Narrative
from demo.tables import LogicalTable, tables_of

MARGIN: Final = 50.0
FRONT_PAGES: Final = 2
"""Cover and contents carry no page number; numbering begins after them."""


@dataclass(frozen=True)
class TypesetDocument:
    """A finished PDF and the truth about it; `amounts` are in reading order with their places."""

    path: Path
    sha256: str
    figures: UnitYear
    style_id: str
    title_zh: str
    page_count: int
    amounts: tuple[PrintedAmount, ...]
    defects: tuple[Defect, ...]
    table_pages: dict[str, tuple[int, int]]  # first and last page of each printed table
    blank_tables: dict[str, str]  # statement of each printed table without data


@dataclass
class _Draft:
    """One pass over the document: what was drawn where."""

    rehearsal: bool = False  # tables without text
    contents: dict[str, int] = field(default_factory=dict)  # heading to page
    amounts: list[PrintedAmount] = field(default_factory=list)
    table_pages: dict[str, list[int]] = field(default_factory=dict)
    blank_tables: dict[str, str] = field(default_factory=dict)


def typeset_document(
    figures: UnitYear, style: HouseStyle | str, path: Path, *, fonts_folder: Path | None = None
) -> TypesetDocument:
    """Write a disclosure of the figures to `path` and return it with the truth about every printed amount.

    `style` is a house style or its id. Fonts are made once and kept in `fonts_folder` (default: `fonts` beside the
    PDF). The same figures and style always give the same bytes. Raises FiguresError when the style cannot print the
    figures, KeyError for a code without a name, FontError for a character no font has.
    """
    chosen = styles()[style] if isinstance(style, str) else style
    words = (figures.unit_name_zh, *figures.duties_zh, *figures.member_units_zh, figures.organization_zh)
    fonts = ensure_fonts(fonts_folder or path.parent / "fonts", "".join((*words, figures.remark_zh)))
    composer = _Composer(figures, chosen, fonts)
    # A rehearsal finds the pages that the contents print.
    known = composer.build(_Draft(), rehearsal=True)[0] if chosen.contents_numbers else _Draft()
    draft, content = composer.build(known)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(content)
    os.replace(temporary, path)
    return TypesetDocument(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        figures=figures,
        style_id=chosen.style_id,
        title_zh=composer.title,
        page_count=composer.page_count,
        amounts=tuple(draft.amounts),
        defects=composer.defects,
        table_pages={table: (min(pages), max(pages)) for table, pages in draft.table_pages.items()},
        blank_tables=draft.blank_tables,
    )


class _Composer:
    def __init__(self, figures: UnitYear, style: HouseStyle, fonts: Fonts) -> None:
        self.figures, self.style, self.fonts = figures, style, fonts
        self.title = f"{figures.unit_name_zh}{figures.fiscal_year}年度{figures.scope_zh}决算"
        true_tables = tables_of(figures, style.template, fund_form_of_state_capital=style.fund_form_of_state_capital)
        printed = {table_id: true_tables[table_id] for table_id in style.titles}
        self.tables, self.defects = with_defects(printed, figures)
        self.form = Form(style, thousands_separators=figures.thousands_separators)
        self.page_count = 0

    def build(self, known: _Draft, *, rehearsal: bool = False) -> tuple[_Draft, bytes]:
        """Draw the document, its contents with the pages of an earlier draft."""
        draft, buffer = _Draft(rehearsal), io.BytesIO()
        pages = {"portrait": A4, "landscape": landscape(A4)}
        document = BaseDocTemplate(
            buffer,
            pagesize=A4,
            invariant=1,
            title=self.title,
            author=self.figures.unit_name_zh,
            pageCompression=1,
            initialFontName=self.fonts.serif,
        )
        document.addPageTemplates(
            [
                PageTemplate(
                    name,
                    [Frame(MARGIN, MARGIN, size[0] - 2 * MARGIN, size[1] - 2 * MARGIN, 0, 0, 0, 0)],
                    onPage=self._number,
                    pagesize=size,
                )
                for name, size in pages.items()
            ]
        )
        document.build(
            [
                *self._cover(),
                *self._contents(known),
                *self._first_part(draft),
                *self._second_part(draft, pages),
                *self._third_part(draft),
                *self._fourth_part(draft),
            ]
        )
        self.page_count = document.page
        return draft, buffer.getvalue()

    def _number(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        if document.page > FRONT_PAGES:
            canvas.setFont(self.fonts.serif, 9)
            canvas.drawCentredString(canvas._pagesize[0] / 2, MARGIN / 2, str(document.page - FRONT_PAGES))

    def _heading(self, text: str, size: float, mark: Callable[[Place], None] | None = None) -> Text:
        return Text(text, self.fonts.sans, size, before=size * 0.6, after=size * 0.6, on_draw=mark)

    def _part(self, text: str, draft: _Draft) -> Text:
        mark = partial(self._mark, draft, text)
        return Text(text, self.fonts.sans, 18, align="center", after=14, on_draw=mark)

    def _paragraph(self, text: str) -> Text:
        return Text(text, self.fonts.serif, 12, leading=1.75, first_indent=24)

    @staticmethod
    def _mark(draft: _Draft, heading: str, place: Place) -> None:
        draft.contents.setdefault(heading, place.page)

    def _section(self, text: str, draft: _Draft) -> Text:
        return self._heading(text, 14, partial(self._mark, draft, text))

    # The parts of the document.

    def _part_titles(self) -> tuple[str, str, str, str]:
        scope = self.figures.scope_zh
        return (
            f"第一部分 {scope}概况",
            f"第二部分 {self.figures.fiscal_year}年度{scope}决算表",
            f"第三部分 {self.figures.fiscal_year}年度{scope}决算情况说明",
            "第四部分 名词解释",
        )

    def _cover(self) -> list[Flowable]:
        figures, sans = self.figures, self.fonts.sans
        day = figures.published_date
        lines: list[Flowable] = [
            Spacer(1, 170),
            Text(figures.unit_name_zh, sans, 26, align="center", after=24),
            Text(f"{figures.fiscal_year}年度{figures.scope_zh}决算", sans, 26, align="center", after=300),
            Text(f"{day.year}年{day.month}月", self.fonts.serif, 14, align="center", after=40),
        ]
        if figures.remark_zh:
            lines.append(Text(figures.remark_zh, self.fonts.serif, 9, align="center"))
        return [*lines, PageBreak()]

    def _contents(self, known: _Draft) -> list[Flowable]:
        first, second, third, fourth = self._part_titles()
        narrative = [title for title, _ in Narrative(self.figures).sections(list(self.style.titles))]
        entries = [
            *((0, first), (1, "一、主要职责"), (1, "二、机构设置")),
            *((0, second), *((1, title) for title in self._table_headings().values())),
            *((0, third), *((1, title) for title in narrative), (0, fourth)),
        ]
        lines: list[Flowable] = [Text("目  录", self.fonts.sans, 18, align="center", after=14)]
        for depth, entry in entries:
            page = str(known.contents.get(entry, FRONT_PAGES + 1) - FRONT_PAGES)
            numbered = self.style.contents_numbers
            lines.append(
                Line(
                    self.fonts.serif if depth else self.fonts.sans,
                    11,
                    left="　" * depth + entry,
                    right=page if numbered else "",
                    leader="." if numbered else "",
                )
            )
        return [*lines, PageBreak()]

    def _table_headings(self) -> dict[str, str]:
        """As the contents list the tables: 一、收入支出决算总表."""
        return {t: f"{ORDINALS[i]}、{title}" for i, (t, title) in enumerate(self.style.titles.items())}

    def _first_part(self, draft: _Draft) -> list[Flowable]:
        figures = self.figures
        duties = figures.duties_zh or ("承担法律法规规定和上级交办的工作。",)
        organization = [figures.organization_zh or f"{figures.unit_name_zh}按职责设置内设机构。"]
        if figures.member_units_zh:
            members = "、".join(figures.member_units_zh)
            count = len(figures.member_units_zh)
            organization.append(
                f"纳入本{figures.scope_zh}{figures.fiscal_year}年度决算编制范围的单位共{count}个：{members}。"
            )
        return [
            self._part(self._part_titles()[0], draft),
            self._section("一、主要职责", draft),
            *(self._paragraph(text) for text in duties),
            self._section("二、机构设置", draft),
            *(self._paragraph(text) for text in organization),
        ]

    def _second_part(self, draft: _Draft, pages: dict[str, tuple[float, float]]) -> list[Flowable]:
        flowables: list[Flowable] = []
        for number, (table_id, heading) in enumerate(self._table_headings().items(), start=1):
            page = "landscape" if table_id in self.style.landscape else "portrait"
            flowables += [NextPageTemplate(page), PageBreak()]
            if number == 1:
                flowables.append(self._part(self._part_titles()[1], draft))
            flowables += self._table(self.tables[table_id], number, heading, draft, pages[page][0] - 2 * MARGIN)
        return flowables

    def _table(self, table: LogicalTable, number: int, heading: str, draft: _Draft, width: float) -> list[Flowable]:
        style, table_id = self.style, table.table_id
        size, height = style.sizes.get(table_id, (style.font_size, style.row_height))

        def mark(place: Place) -> None:
            draft.contents.setdefault(heading, place.page)
            draft.table_pages.setdefault(table_id, []).append(place.page)

        grid = self.form.grid(table)
        draft.amounts += grid.amounts()
        name = f"{style.name_line_zh}{self.figures.unit_name_zh}" if style.name_line_zh else ""
        flowables: list[Flowable] = [
            Text(style.titles[table_id], self.fonts.sans, 15, align="center", after=4, on_draw=mark)
        ]
        if style.mark_zh:
            flowables.append(Line(self.fonts.serif, 9, right=style.mark_zh.format(number=number)))
            flowables.append(Line(self.fonts.serif, 9, left=name))
            name = f"{self.figures.fiscal_year}年度"
        flowables.append(Line(self.fonts.serif, 9, left=name, right=style.unit_line_zh))
        ruled = draw_grid(
            grid,
            width * style.widths.get(table_id, 1.0),
            Typography(self.fonts, size, height),
            repeat_header=style.repeat_header,
            rehearsal=draft.rehearsal,
        )
        flowables.append(ruled)
        notes = [f"注：{style.notes_zh[table_id]}"] if table_id in style.notes_zh else []
        if table.is_empty and table.empty_zh:
            statement = f"说明：{table.empty_zh}"
            draft.blank_tables[table_id] = statement
            notes.append(statement)
        flowables += [Text(note, self.fonts.serif, 9, before=3) for note in notes]
        flowables.append(Text("", self.fonts.serif, 9, on_draw=mark))
        return flowables

    def _third_part(self, draft: _Draft) -> list[Flowable]:
        flowables: list[Flowable] = [
            NextPageTemplate("portrait"),
            PageBreak(),
            self._part(self._part_titles()[2], draft),
        ]
        for title, texts in Narrative(self.figures).sections(list(self.style.titles)):
            flowables.append(self._section(title, draft))
            flowables += [self._paragraph(text) for text in texts]
        return flowables

    def _fourth_part(self, draft: _Draft) -> list[Flowable]:
        terms = [self._paragraph(f"{ORDINALS[i]}、{term}：{meaning}") for i, (term, meaning) in enumerate(TERMS_ZH)]
        return [PageBreak(), self._part(self._part_titles()[3], draft), *terms]
