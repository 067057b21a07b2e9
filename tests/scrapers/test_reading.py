"""Reading a page of any portal: links however they are written, dates in all spellings, and what kind of page it is."""

# ruff: noqa: E501 - lines of HTML as portals write them

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.families import Reading, read_page
from scrapers.families.base import Page
from scrapers.families.pages import absolute, decode
from scrapers.families.reading.articles import is_article, is_column
from scrapers.families.reading.dates import date_in_address, shown_date
from scrapers.families.reading.details import read_detail

HOST = "http://www.example.gov.cn"
URL = f"{HOST}/zwgk/czyjs/"


def read(text: str, url: str = URL) -> Reading:
    return read_page(Page(url, text))


# --- addresses and dates


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/a/202509/t20250929_12012665.html", date(2025, 9, 29)),
        ("/art/2025/9/28/art_1229164656_4302201.html", date(2025, 9, 28)),
        ("/col/col1229164679/art/2026/art_33e27b40cff84e5a975aee3638ea2d70.html", None),
        ("/a/content/post_6808848.html", None),
        ("/qt1/36948/content_1149362.html", None),
        ("/c100718/202509/ef915406db4549e2857245d88dbd9dbe.shtml", None),
        ("/2025/9/8/ef915406db4549e2857245d88dbd9dbe.shtml", date(2025, 9, 8)),
        ("/tjxw/20260306/30286763.html", date(2026, 3, 6)),
        ("/gk/tzgg/20260228/i4140639.html", date(2026, 2, 28)),
        ("/2026050610365723366/index.shtml", date(2026, 5, 6)),
        ("/columns/f642cf94-0260-4dd4-b1da-c97ada2f2d33/202502/06/2307a187-b862-4e45-92e6-2f0f9694fd81.html", date(2025, 2, 6)),
        ("/n5/n26/c10619920/content.html", None),
        ("/info/1262/19895.htm", None),
        ("/2025/0908/c123a45678/page.htm", date(2025, 9, 8)),
        ("/doc/2026/03/02/4744784.shtml", date(2026, 3, 2)),
        ("/c/2026-03-23/5065630.shtml", date(2026, 3, 23)),
        ("/2022/05-13/174002.html", date(2022, 5, 13)),
        ("/gk/bmczysb/5d492cbef99d6572b76a44a5.html", None),
        ("/gk/2026nbmczys/2036347176251088897.html", None),
        ("/ys_26/content/364aafc6-8fb9-45fb-9c35-a05d1420ca4d.html", None),
        ("/content-40906-17743-1.html", None),
        ("/yjs/business/page/content?contentId=90ef9cae25874531903464d694925406", None),
    ],
)  # fmt: skip
def test_all_dialects_of_article_addresses_are_known_and_dated(path: str, day: date | None) -> None:
    assert is_article(HOST + path)
    assert not is_column(HOST + path)
    assert date_in_address(HOST + path) == day


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/zwgk/czyjs/",
            "/zwgk/index.html",
            "/index_2.html",
            "/col/col1229249208/index.html",
            "/list_12345.html",
        ),
        *("/cangzhou/c100153/list.shtml", "/scczt/c102361/common_list.shtml", "/node_48123.htm", "/c100153.html"),
    ],
)
def test_columns_are_no_articles(path: str) -> None:
    assert not is_article(HOST + path)
    assert is_column(HOST + path)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *((text, date(2025, 8, 20)) for text in ("2025-08-20", "[2025/8/20]", "2025.08.20", "2025年8月20日", "（2025-8-20 09:30）")),
        *((text, date(2025, 8, 20)) for text in ("20 2025-08", "2025-08 20", "08-20 2025", "2025 08/20", "20 2025年8月", "2025.8 20日")),
        *((text, None) for text in ("", "2025", "12345", "阅读 20-25 次", "2025-13-40", "第3号", "3/4")),
    ],
)  # fmt: skip
def test_dates_are_read_in_all_spellings(text: str, day: date | None) -> None:
    assert shown_date(text, f"{HOST}/info/1/2.htm") == day


def test_a_day_without_a_year_takes_it_from_the_address_or_stays_unknown() -> None:
    assert shown_date("[09-28]", f"{HOST}/c100718/202509/ef915406db4549e2857245d88dbd9dbe.shtml") == date(2025, 9, 28)
    assert shown_date("09月28日", f"{HOST}/202509/t20250929_1.html") == date(2025, 9, 28)
    assert shown_date("[09-28]", f"{HOST}/content-40906-17743-1.html") is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("-/."))
def test_every_day_is_read_as_itself(day: date, separator: str) -> None:
    text = f"{day.year}{separator}{day.month:02d}{separator}{day.day:02d}"
    assert shown_date(text, HOST) == day
    assert date_in_address(f"{HOST}/{day:%Y%m}/t{day:%Y%m%d}_1.html") == day


# --- entries of listings


def test_lines_are_found_with_the_date_beside_each() -> None:
    reading = read(
        """<ul>
        <li><em><a href="/doc/1.shtml">[部门预决算]</a></em><a href="202509/t20250901_1.html" title="甲局2024年度部门决算">甲局…</a>
            <span>2025-09-02</span></li>
        <li><a href="202509/t20250901_2.html"><p class="dd">03</p><p>2025-09</p><p>乙局2024年度部门决算</p></a></li>
        <li><a href="202509/t20250901_3.html"><h3>丙局2024年度部门决算</h3><p>一、部门概况……[详情]</p></a><i>2025/9/4</i></li>
        <li>• <a href="202509\\t20250901_4.html">丁局2024年度部门决算</a> [09-05]</li>
        <li onclick="window.open('./202509/t20250901_5.html')">戊局2024年度部门决算 <b>2025.09.06</b></li>
        <li><a href="javascript:void(0)" data-url="202509/t20250901_6.html">己局2024年度部门决算</a>2025-09-07</li>
        <li><a href="/any/unknown/address">庚局2024年度部门决算</a><span>2025年9月8日</span></li>
        </ul><div class="footer"><a href="/doc/2015/07/08/2563146.shtml">关于本网站的使用说明</a></div>"""
    )
    assert reading.kind == "listing"
    assert [(entry.title_zh[:1], entry.title_zh[1:], entry.published_date) for entry in reading.entries] == [
        (name, "局2024年度部门决算", date(2025, 9, day)) for day, name in enumerate("甲乙丙丁戊己庚", start=2)
    ]


def test_dates_stand_in_rows_before_and_after_links_and_in_titles_they_are_not_the_line_s() -> None:
    reading = read(
        """<table><tr><td>1</td><td><a href="/info/1/11.htm">甲局2024年度部门决算</a></td><td>2025-09-02</td></tr>
        <tr><td>2</td><td><a href="/info/1/12.htm">关于2023年1月5日会议的说明</a></td><td>2025-09-03</td></tr></table>
        <p><a href="/info/1/13.htm">丙局2024年度部门决算</a> <span>2025-09-04</span><br>
        <a href="/info/1/14.htm">丁局2024年度部门决算</a> <span>2025-09-05</span></p>"""
    )
    assert [str(entry.published_date) for entry in reading.entries] == [f"2025-09-0{day}" for day in (2, 3, 4, 5)]


def test_lines_that_a_script_writes_and_lists_in_frames_are_found() -> None:
    written = r"""<script>document.write("<li><a href=\"t20250901_1.html\">某局2024年度部门决算<\/a> 2025-09-01<\/li>");</script>"""
    records = """<script type="text/xml"><datastore><record><![CDATA[<li><a href='/art/2025/9/2/art_1_2.html'>某局2024年度部门决算</a>
    <span>2025-09-02</span></li>]]></record></datastore></script>"""
    for page, day in ((written, 1), (records, 2)):
        (entry,) = read(page).entries
        assert (entry.title_zh, entry.published_date) == ("某局2024年度部门决算", date(2025, 9, day))
    (asked,) = read('<title>决算公开</title><iframe src="list.html"></iframe>').next_pages
    assert asked.url == f"{URL}list.html"


def test_relative_links_start_from_the_base_that_a_page_declares() -> None:
    page = '<base href="http://files.example.gov.cn/x/"><li><a href="t20250901_1.html">某局部门决算</a> 2025-09-01</li>'
    assert read(page).entries[0].url == "http://files.example.gov.cn/x/t20250901_1.html"


def test_a_page_in_gbk_that_claims_another_charset_is_read() -> None:
    page = '<meta charset="iso-8859-1"><li><a href="/info/1/1.htm">某局2024年度部门决算</a> 2025-09-01</li>'
    (entry,) = read(decode(page.encode("gbk"), "iso-8859-1")).entries
    assert entry.title_zh == "某局2024年度部门决算"
    # One character cut in the middle does not turn the page into another encoding.
    broken = decode(page.encode("gbk").replace("某".encode("gbk"), "某".encode("gbk")[:1]))
    assert "部门决算" in broken


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ('<script>createPageHTML(4, 0, "index", "html");</script>', "index_1.html"),
        ("<script>createPageHTML('page_div',8, 1,'zcfg','shtml',115);</script>", "zcfg_2.shtml"),
        ("<script>var page_count=20; page_count=Math.ceil(29/20); var cur=1; createPageHTML(page_count, cur, 'index', 'html')</script>", "index_2.html"),
        ('<script>createPageHTML(1, 0, "index", "html");</script>', ""),
        ('<a href="list_2.htm">下一页</a>', "list_2.htm"),
        ('<a href="list_2.htm" class="next">下页 &gt;</a>', "list_2.htm"),
        ('<div><a href="2.html">2</a><a href="3.html">3</a><a href="2.html">&gt;</a></div>', "2.html"),
        ("""<a tagname="[HTML]/x/list_2.shtml" onclick="queryArticleByCondition(this,'/x/list_2.shtml')">下一页</a>""", f"{HOST}/x/list_2.shtml"),
        ('<a href="javascript:void(0)">下一页</a>', ""),
        ('<div class="slide"><a href="/promo/">&gt;</a></div>', ""),
    ],
)  # fmt: skip
def test_the_next_page_is_found_in_each_idiom(pager: str, following: str) -> None:
    lines = "".join(f'<li><a href="t2025090{day}_1.html">某局部门决算</a> 2025-09-0{day}</li>' for day in range(1, 6))
    reading = read(f"<ul>{lines}</ul>{pager}")
    assert [asked.url for asked in reading.next_pages] == ([absolute(URL, following)] if following else [])


# --- attachments


@pytest.mark.parametrize(
    ("offer", "name", "address"),
    [
        ('<a href="./P020250929000000000001.pdf">某局决算.pdf</a>', "某局决算.pdf", f"{URL}P020250929000000000001.pdf"),
        ('<a href="/a/%E5%86%B3%E7%AE%97.pdf">下载</a>', "决算.pdf", f"{HOST}/a/%E5%86%B3%E7%AE%97.pdf"),
        ('<a href="/a/0123.pdf"><img src="d.gif" alt="下载"></a>', "某局2024年度部门决算", f"{HOST}/a/0123.pdf"),
        ('<a href="/c/download.do?id=650d48cd">某局决算.pdf</a>', "某局决算.pdf", f"{HOST}/c/download.do?id=650d48cd"),
        ('<a href="/api/report/OutExcel?imagefileid=ABC">某局决算</a>', "某局决算", f"{HOST}/api/report/OutExcel?imagefileid=ABC"),
        ("""<a onclick="downloadFj('某局决算.pdf','./W01.pdf')">下载</a>""", "某局决算.pdf", f"{URL}W01.pdf"),
        ("""<script>var temyt='<a href="./P01.pdf">某局决算.pdf</a><BR/>';</script>""", "某局决算.pdf", f"{URL}P01.pdf"),
        ("""<script>document.write("<a href=\\"/x/P02.pdf\\">某局决算</a>");</script>""", "某局决算", f"{HOST}/x/P02.pdf"),
        ('<script>var sPdfUrl = "/cms/A.pdf";</script>', "某局2024年度部门决算", f"{HOST}/cms/A.pdf"),
        ('<iframe src="/viewer/web/viewer.html?file=/cms/A.pdf"></iframe>', "某局2024年度部门决算", f"{HOST}/cms/A.pdf"),
        ('<embed src="A.PDF">', "某局2024年度部门决算", f"{URL}A.PDF"),
        ('<a href="a.pdf.pdf" title="某局决算.pdf.pdf">某局…</a>', "某局决算.pdf.pdf", f"{URL}a.pdf.pdf"),
    ],
)  # fmt: skip
def test_an_attachment_is_found_with_its_name_in_each_idiom(offer: str, name: str, address: str) -> None:
    reading = read(f'<meta name="ArticleTitle" content="某局2024年度部门决算"><div>{offer}</div>')
    assert reading.kind == "detail"
    assert [(file.title_zh, file.url) for file in reading.attachments] == [(name, address)]


def test_files_of_side_bars_and_navigation_are_not_the_page_s() -> None:
    page = """<meta name="ArticleTitle" content="某局2024年度部门决算"><div id="nav"><a href="/guide.doc">指南.doc</a></div>
    <div class="content"><a href="a.pdf">决算.pdf</a></div><div class="hot-list side"><a href="/b.pdf">热门文件.pdf</a></div>"""
    assert [file.title_zh for file in read(page).attachments] == ["决算.pdf"]


def test_a_label_may_stand_in_a_title_attribute() -> None:
    page = '<a href="a.pdf">某局2024年度部门决算.pdf</a><li><i title="成文日期"></i><em>2025-09-01</em></li><li><i title="发布日期"></i><em>2025-09-11</em></li>'
    assert read(page).detail.published_date == date(2025, 9, 11)


# --- kinds of pages


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("challenge", "<html><script>var arg1='A';acw_sc__v2</script></html>"),
        ("missing", "<html><title>404</title><body>您访问的页面不存在</body></html>"),
        ("missing", "<html><body><p>PDF未上传或已撤回</p></body></html>"),
        ("missing", "<html><title>404 Not Found</title><body><a href='/info/1/2.htm'>热门：某局部门决算</a></body></html>"),
        ("shell", '<html><body><noscript>You need to enable JavaScript</noscript><div id="app"></div></body></html>'),
        ("other", "<html><body><p>单位简介</p></body></html>"),
        ("other", ""),
        ("detail", '<meta name="ArticleTitle" content="某局决算"><p>见附件</p>'),
        ("detail", '<h1>某局2024年度部门决算</h1><p>发布时间：2025-09-01</p><a href="a.pdf">a.pdf</a><a href="b.pdf">b.pdf</a>'),
        ("listing_and_detail", "".join(f'<p><a href="{name}.pdf">{name}局2024年度部门决算</a></p>' for name in "甲乙丙")),
        ("listing", "".join(f'<li><a href="t2025090{day}_1.html">部门决算{day}</a></li>' for day in range(1, 8))),
    ],
)  # fmt: skip
def test_kinds_of_pages_are_told_apart(kind: str, page: str) -> None:
    assert read(page).kind == kind


def test_a_detail_that_is_not_there_says_so() -> None:
    missing = "<html><title>页面不存在</title><body>您访问的页面不存在或已删除</body></html>"
    assert read_detail(Page(URL, missing)).kind == "missing"
    assert read_detail(Page(URL, "<html><script>acw_sc__v2</script></html>")).kind == "challenge"
    assert read_detail(Page(URL, "<h1>某局2024年度部门决算</h1><p>另见404号文件</p>" + "正文" * 300)).kind == "detail"


def test_a_front_page_shows_several_lists_beside_each_other() -> None:
    block = '<div><h3>{0}</h3><ul><li><a href="/{0}/t20250901_1.html">标题一二三</a></li><li><a href="/{0}/t20250902_2.html">标题四五六</a></li></ul></div>'
    assert read("".join(block.format(name) for name in "abcd"), f"{HOST}/").kind == "home"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_page_without_an_error(text: str) -> None:
    assert read(text).kind
    assert read(f"<html><body><a href='{text}'>{text}</a><script>{text}</script></body></html>").kind
