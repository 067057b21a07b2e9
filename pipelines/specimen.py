"""A disclosure of two pages made by hand: read once, it makes everything ready that the reading of any document needs.

Put here: the specimen and how it is written as a PDF.
Keep out: when it is read (pipelines.preload). No figure in it is anybody's.

Tables of words, classifications, patterns, the contract of a frame and the libraries' own caches are filled when they
are first used. A child a document would fill them again for each; the fork server does it once, before it forks.
"""

from typing import Final

_LEFT: Final = 60
_TOP: Final = 700
_ROW: Final = 20
_COLUMN: Final = 80

_NARRATIVE: Final = (
    "某某局2024年度部门决算",
    "二、收入支出决算情况说明",
    "2024年度支出总计12.34万元,其中:基本支出12.34万元,占100%。与上年相比增加1.23万元,增长11.1%,主要原因是工作增加。",
    "一般公共服务支出(类)决算数12.34万元,完成年初预算的98.5%,比上年减少0.12万元,下降1%。",
)
_TABLES: Final = (
    (
        ("支出决算表", "单位名称:某某局", "2024年度", "金额单位:万元"),
        (
            ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
            ("", "合计", "12.34", "12.34", ""),
            ("201", "一般公共服务支出", "12.34", "12.34", ""),
            ("20103", "其他", "12.34", "12.34", "0.00"),
        ),
    ),
    (
        ("一般公共预算财政拨款基本支出决算表", "单位名称:某某局", "2024年度", "金额单位:万元"),
        (
            ("科目编码", "科目名称", "决算数"),
            ("301", "工资福利支出", "12.34"),
            ("30101", "基本工资", "12.34"),
        ),
    ),
)


def specimen() -> bytes:
    """The specimen as a PDF: a page of narrative, then a page a table."""
    pages = [_written(_NARRATIVE), *(_written(heading) + _ruled(rows) for heading, rows in _TABLES)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type "
        "/Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
        "/Supplement 4 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /Ascent 880 "
        "/Descent -120 /CapHeight 880 /StemV 80 /ItalicAngle 0 /FontBBox [0 -120 1000 880] >> >>] >>",
    ]
    for number, content in enumerate(pages):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    body = "%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    entries = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(body)
    size = len(objects) + 1
    body += (
        f"xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n"
    )
    return (body + "%%EOF\n").encode("ascii")


def _written(lines: tuple[str, ...]) -> str:
    return "".join(_text(_LEFT, _TOP + 20 * (len(lines) - number), line) for number, line in enumerate(lines))


def _ruled(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table with all its rules."""
    width, height = _COLUMN * len(rows[0]), _ROW * len(rows)
    lines = [f"{_LEFT} {_TOP - _ROW * row} m {_LEFT + width} {_TOP - _ROW * row} l S\n" for row in range(len(rows) + 1)]
    lines += [
        f"{_LEFT + _COLUMN * column} {_TOP} m {_LEFT + _COLUMN * column} {_TOP - height} l S\n"
        for column in range(len(rows[0]) + 1)
    ]
    texts = [
        _text(_LEFT + _COLUMN * column + 4, _TOP - _ROW * (row + 1) + 6, text)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    return "".join(lines + texts)


def _text(x: float, y: float, text: str) -> str:
    return f"BT /F 8 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
