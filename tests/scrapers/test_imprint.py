"""Index number, issuing body and social credit code are read as templates print them, and nothing is taken for them."""

import pytest

from scrapers.families.base import Imprint
from scrapers.families.reading.imprint import read_imprint


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<td>索引号</td><td>11330300002518524H/2026-1010497327</td>", "11330300002518524H/2026-1010497327"),
        ("<li><span>索 引 号：43060037/2025-2349509</span></li>", "43060037/2025-2349509"),
        ("<span>[ 索引号 ]</span> <span>11500000MB1315207D/2026-00097</span>", "11500000MB1315207D/2026-00097"),
        ("<i title='索引号'></i><em>MB1821951/2026-00011</em>", "MB1821951/2026-00011"),
        ("<td>信息索引号</td><td><!--<$[SYH]>-->014006438/2026-00680<!--<$[SYH]>--></td>", "014006438/2026-00680"),
        ("监督索引号53262200136000501000", "53262200136000501000"),
        ("索&nbsp;引&nbsp;号：&nbsp;xzfgzbmzfb/2021-3740", "xzfgzbmzfb/2021-3740"),
        # A search form, an empty value, a number of clicks, the words in a sentence and in a script.
        ('<input placeholder="索引号" value=""><button>搜索</button>', None),
        ("<td>索引号</td><td></td><td>发布机构</td><td>某市财政局</td>", None),
        ("<td>索引号</td><td>download</td>", None),
        ("请按索引号11330300002518524H查询", None),
        ("<script>var t = '索引号：005252370/2015-00036';</script>", None),
    ],
)
def test_an_index_number_is_the_value_of_its_label(html: str, expected: str | None) -> None:
    assert read_imprint(f"<html><body>{html}</body></html>").index_no == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<td>发布机构</td><td>温州市公安局 </td>", "温州市公安局"),
        ("<strong>发布机构：</strong></td><td>宁波市民政局本级</td>", "宁波市民政局本级"),
        ("发文机关：某市卫生健康委员会（爱国卫生办公室）<br>", "某市卫生健康委员会（爱国卫生办公室）"),
        ("<td>发布机构</td><td></td><td>发文日期：</td><td>2026-03-03</td>", None),
        ("<td>发布机构</td><td> </td><td>文号</td><td>无</td>", None),
        ("<div>发布机构：</div><input id='DEPT'><div>搜索内容：</div>", None),
    ],
)
def test_an_issuing_body_is_a_name_and_never_the_next_label(html: str, expected: str | None) -> None:
    assert read_imprint(html).issuing_body_zh == expected


def test_a_social_credit_code_is_read_under_its_own_label() -> None:
    assert read_imprint("统一社会信用代码：11330300002518524H").social_credit_code == "11330300002518524H"
    assert read_imprint("统一社会信用代码：见附件").social_credit_code is None


def test_a_page_that_says_nothing_of_itself_has_an_empty_imprint() -> None:
    assert read_imprint("<p>部门决算公开</p>") == Imprint()
