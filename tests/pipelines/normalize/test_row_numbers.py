"""Which jumps of the printed row numbers are told."""

from pathlib import Path

import pytest

from tests.pipelines.normalize.drawn import read
from tests.pipelines.ruled import RuledPage


def told(tmp_path: Path, *numbers: int) -> list[tuple[object, ...]]:
    rows = [["项目", "行次", "统计数"], *[[f"{number}.其他用车", str(number), ""] for number in numbers]]
    rows[1] = ["合计", str(numbers[0]), "1.00"]
    page = RuledPage(
        heading=["部门决算公开相关信息统计表", "金额单位：万元"],
        rows=rows,
        widths=[200, 60, 80],
        right_aligned_from=2,
    )
    mentions = [row for row in read(tmp_path, page)["mention"] if row["mention_kind"] == "row_number"]
    return [(row["section"], row["text"], row["value"]) for row in mentions]


def test_a_row_number_that_is_passed_over_is_told_at_the_row_after_it(tmp_path: Path) -> None:
    assert told(tmp_path, 1, 2, 3, 4, 5, 7) == [("disclosure_statistics", "7", "6")]


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param((1, 2, 3, 4, 5, 6), id="no jump"),
        pytest.param((1, 2, 3, 5), id="too few rows to tell"),
        pytest.param((1, 2, 3, 4, 5, 20), id="a part of the table may not have been read"),
    ],
)
def test_what_is_no_jump_is_left_alone(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    assert told(tmp_path, *numbers) == []
