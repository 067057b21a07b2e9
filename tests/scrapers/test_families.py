"""Families: pages in, records out, without the network; on pages of their own and on pages saved from real portals."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.families import families
from scrapers.families.base import Listing, Page, PageRequest
from scrapers.families.pages import absolute, decode, file_extension
from scrapers.families.reading.details import read_detail
from scrapers.middlewares import challenge_marker

SavedPage = Callable[[str], bytes]
COLUMN = "http://www.example.gov.cn/zwgk/czyjs/"


def read_listing(family: str, text: str, url: str = COLUMN) -> Listing:
    reader = families()[family]
    return reader.read_listing(Page(url, text), reader.parameters())


def test_every_family_is_a_recipe_with_example_addresses() -> None:
    assert set(families()) >= {"static_columns", "hanweb_jpaas"}
    for name, family in families().items():
        text = family.__doc__ or ""
        assert all(f"\n    {number}. " in text for number in (1, 2, 3)), f"{name}: numbered steps are missing"
        assert re.search(r"https?://[\w.-]+/", text), f"{name}: an example address is missing"


# --- static columns


def test_a_static_column_gives_titles_dates_and_the_next_page() -> None:
    listing = read_listing(
        "static_columns",
        """<script>function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}</script>
        <ul><li><span>2025-09-29</span><a href="./202509/t20250929_12012665.html">市交通局2024年度部门决算公开</a></li>
        <li><a href="202509\\t20250928_2.htm" title="市水利局（本级）2024年部门决算公开">市水利局（本级）...</a></li>
        <li><a href="./202509/t20250927_3.shtml"><img src="a.png"></a>
            <a href="./202509/t20250927_3.shtml">市统计局2024年度部门决算（2025年9月30日）</a></li>
        <li><a href="./202509/P020250926612345678901.pdf">市审计局2024年度部门决算.pdf</a></li>
        <li><a href="javascript:void(0)">t20250929_1.html</a><a href="mailto:a@b">b</a><a href="../x.html">c</a></ul>
        <script>createPageHTML(4, 0, "index", "html");</script>""",
    )
    assert [(entry.title_zh, str(entry.published_date), entry.is_file) for entry in listing.entries] == [
        ("市交通局2024年度部门决算公开", "2025-09-29", False),
        ("市水利局（本级）2024年部门决算公开", "2025-09-28", False),
        ("市统计局2024年度部门决算", "2025-09-30", False),
        ("市审计局2024年度部门决算.pdf", "2025-09-26", True),
    ]
    assert listing.entries[1].url == f"{COLUMN}202509/t20250928_2.htm"
    assert listing.next_pages == (PageRequest(f"{COLUMN}index_1.html"),)


@settings(max_examples=50, deadline=None)
@given(count=st.integers(0, 60), current=st.integers(0, 60))
def test_a_pager_is_followed_to_its_last_page_and_no_further(count: int, current: int) -> None:
    page = f"<script>createPage({count}, {current}, 'index', 'shtml')</script>"
    listing = read_listing("static_columns", page, f"{COLUMN}index_{current}.shtml")
    expected = (PageRequest(f"{COLUMN}index_{current + 1}.shtml"),) if current + 1 < count else ()
    assert listing.next_pages == expected


def test_columns_below_a_column_are_told_and_those_beside_it_are_not() -> None:
    links = ("sjtj/", "./sslj/index.html", "../other/", "/", "http://www.example.gov.cn/zwgk/czyjs/", "a.html")
    listing = read_listing("static_columns", "".join(f'<a href="{link}">x</a>' for link in links))
    assert [below.request.url for below in listing.sub_columns] == [f"{COLUMN}sjtj/", f"{COLUMN}sslj/index.html"]


# --- Hanweb

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def test_a_jpaas_column_asks_its_own_list_and_not_its_side_bars() -> None:
    script = """<script src="/unitbuild.js" url="%s" queryData="{'parseType':'bulidstatic','webId':'3541',
      'pageType':'%s','tagId':'信息列表','pageId':'c1'}"></script>"""
    page = script % (UNIT, "channel") + script % (UNIT, "column")
    listing = read_listing("hanweb_jpaas", page, "https://jtysj.example.gov.cn/col/col1/index.html")
    (address,) = (asked.url for asked in listing.next_pages)
    assert address.startswith(f"https://jtysj.example.gov.cn{UNIT}?")
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert query["tagId"] == "信息列表"
    assert query["paramJson"] == '{"pageNo":1,"pageSize":15}'


def test_an_answer_of_the_gateway_gives_entries_and_the_next_page_number() -> None:
    url = f"https://jtysj.example.gov.cn{UNIT}?webId=3541&tagId=%E5%88%97&paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A15%7D"
    hex_id = "4bac3f333a66ac93b1c3b782c1221d95"
    answer = (
        '{"success":true,"data":{"html":"<ul><li><a href=\\"/art/2025/9/28/art_1229164656_4302201.html\\" '
        'title=\\"交通运输局2024年度部门决算\\">交通运输局…</a><span>2025-09-28</span></li>'
        f'<li><a href=\\"/col/col9/art/2026/art_{hex_id}.html\\">港航中心2024年度单位决算</a></li></ul>"}}}}'
    )
    listing = read_listing("hanweb_jpaas", answer, url)
    assert [entry.title_zh for entry in listing.entries] == ["交通运输局2024年度部门决算", "港航中心2024年度单位决算"]
    assert listing.entries[0].published_date == date(2025, 9, 28)
    (following,) = listing.next_pages
    assert parse_qs(urlsplit(following.url).query) == {
        "webId": ["3541"],
        "tagId": ["列"],
        "paramJson": ['{"pageNo":3,"pageSize":15}'],
    }


@pytest.mark.parametrize("answer", ['{"success":false}', '{"data":{"html":null}}', '{"data":{"html":""}}', "{broken"])
def test_an_answer_without_a_list_is_an_empty_page_and_the_end(answer: str) -> None:
    listing = read_listing("hanweb_jpaas", answer, f"https://h.gov.cn{UNIT}?paramJson=%7B%22pageNo%22%3A9%7D")
    assert listing == Listing(())


def test_columns_about_accounts_are_followed_and_others_are_not() -> None:
    names = ("部门决算", "2024年", "通知公告", "首页")
    links = "".join(f'<a href="/col/col{number}/index.html">{name}</a>' for number, name in enumerate(names))
    listing = read_listing("hanweb_jpaas", links, "https://www.example.gov.cn/col/col12/index.html")
    assert [below.title_zh for below in listing.sub_columns] == ["部门决算", "2024年"]


def test_records_of_dataproxy_are_read_and_counted_on() -> None:
    record = (
        "<record><![CDATA[<li><a href='/art/2024/9/27/art_12_{0}.html'>第{0}局部门决算</a>"
        "<span>2024-09-27</span></li>]]></record>"
    )
    records = "".join(record.format(number) for number in range(1, 4))
    text = f"<datastore><totalrecord>8</totalrecord><recordset>{records}</recordset></datastore>"
    url = "http://h.gov.cn/module/web/jpage/dataproxy.jsp?startrecord={}&endrecord={}&perpage=3&columnid=12&unitid=9"
    listing = read_listing("hanweb_jpaas", text, url.format(1, 3))
    assert [entry.title_zh for entry in listing.entries] == ["第1局部门决算", "第2局部门决算", "第3局部门决算"]
    assert listing.next_pages == (PageRequest(url.format(4, 6)),)
    assert read_listing("hanweb_jpaas", text, url.format(7, 9)).next_pages == ()

    group = '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&amp;columnid=12"></a>]]></nextgroup>'
    listing = read_listing(
        "hanweb_jpaas", f"<datastore>{records}{group}</datastore>", "http://h.gov.cn/col/col12/index.html"
    )
    assert listing.next_pages == (PageRequest("http://h.gov.cn/module/web/jpage/dataproxy.jsp?page=2&columnid=12"),)


# --- details and attachments


def test_all_attachment_idioms_are_found_each_file_once() -> None:
    page = Page(
        f"{COLUMN}202509/t20250929_1.html",
        """<meta name=" ArticleTitle " content="市交通局2024年度部门决算">
        <meta name="PubDate" content="2025-09-29 10:00">
        <a href="./P020250929000000000001.pdf">附件1</a><a href='./P020250929000000000001.pdf'>附件1</a>
        <a onclick="downloadFj('决算&amp;说明.pdf','./W020250929000000000002.pdf')">下载</a>
        <script>function downloadFj(fileName, filePath) { open(filePath); }
        var sPdfUrl = "/cms_files/a.pdf#/cms_files/b.pdf";
        var file_appendix='<a href="./P020250929000000000003.xlsx">附表</a>';</script>
        <a href="/module/download/downfile.jsp?classid=0&filename=0123456789abcdef0123456789abcdef.pdf">单位决算</a>
        <a href="http://files.example.gov.cn/附件 四.pdf" title="附件四">附…</a><a href="../index.html">返回</a>""",
    )
    detail = read_detail(page)
    assert (detail.title_zh, detail.published_date) == ("市交通局2024年度部门决算", date(2025, 9, 29))
    host = "http://www.example.gov.cn"
    download = "/module/download/downfile.jsp?classid=0&filename=0123456789abcdef0123456789abcdef.pdf"
    assert {(attachment.title_zh, attachment.url) for attachment in detail.attachments} == {
        ("附件1", f"{COLUMN}202509/P020250929000000000001.pdf"),
        ("决算&说明.pdf", f"{COLUMN}202509/W020250929000000000002.pdf"),
        ("市交通局2024年度部门决算", f"{host}/cms_files/a.pdf"),
        ("市交通局2024年度部门决算", f"{host}/cms_files/b.pdf"),
        ("附表", f"{COLUMN}202509/P020250929000000000003.xlsx"),
        ("单位决算", f"{host}{download}"),
        ("附件四", "http://files.example.gov.cn/%E9%99%84%E4%BB%B6%20%E5%9B%9B.pdf"),
    }
    assert len(detail.attachments) == 7


# --- text and addresses


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "utf-16"])
def test_the_bytes_decide_the_charset_whatever_the_page_claims(encoding: str) -> None:
    text = '<meta charset="iso-8859-1">山西省数字政府服务中心2024年度单位决算公开'
    assert decode(text.encode(encoding), "iso-8859-1") == text


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_some_text(body: bytes) -> None:
    assert isinstance(decode(body, "no-such-charset"), str)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_as_a_page_without_an_error(text: str) -> None:
    for name, family in families().items():
        assert isinstance(read_listing(name, text), Listing)
        assert family.read_detail(Page(COLUMN, text)).attachments is not None


def test_addresses_are_made_absolute_and_safe() -> None:
    assert absolute(COLUMN, ".\\202509\\P0.pdf ") == f"{COLUMN}202509/P0.pdf"
    assert absolute(COLUMN, "/a?x=1&amp;y=决#top") == "http://www.example.gov.cn/a?x=1&y=%E5%86%B3"
    assert absolute(COLUMN, "%E5%86%B3.pdf") == f"{COLUMN}%E5%86%B3.pdf"
    assert absolute(COLUMN, "//files.gov.cn/a.pdf") == "http://files.gov.cn/a.pdf"
    assert file_extension("http://h/a.PDF?token=x.y") == "pdf"
    assert file_extension("http://h/down.jsp?fileName=%E5%86%B3%E7%AE%97.xlsx") == "xlsx"
    assert file_extension("http://h/index.html") == ""


def test_challenge_pages_are_known_by_content_and_ordinary_pages_are_not(saved_page: SavedPage) -> None:
    assert challenge_marker(b"<html><script>var arg1='A';acw_sc__v2</script></html>") == "acw_sc__v2"
    assert challenge_marker("<html><title>安全验证</title></html>".encode("gbk")) == "title 安全验证"
    assert challenge_marker(b"<html><head><title>403 Forbidden</title></head></html>") == "title 403 Forbidden"
    assert challenge_marker(b"%PDF-1.7 wzwschallenge") is None
    assert challenge_marker("<html><title>部门决算</title><p>安全验证</p></html>".encode()) is None
    assert challenge_marker(saved_page("38fee5dd252b")) is None
