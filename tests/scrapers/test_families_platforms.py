"""Families of platforms and interfaces: what is asked for, and what the answers say."""

# ruff: noqa: E501 - lines of HTML as portals write them

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.families import families
from scrapers.families.base import Detail, Listing, Page, PageRequest

UUIDS = [f"{digit * 8}-0000-4000-8000-{digit * 12}" for digit in "1234"]


def read(family: str, url: str, answer: object, asked: PageRequest | None = None, **parameters: object) -> Listing:
    reader = families()[family]
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return reader.read_listing(Page(url, text, asked), reader.parameters.model_validate(parameters))


def detail(family: str, url: str, answer: object, asked: PageRequest | None = None) -> Detail:
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return families()[family].read_detail(Page(url, text, asked))


def first(family: str, address: str, **parameters: object) -> PageRequest:
    reader = families()[family]
    return reader.first_request(address, reader.parameters.model_validate(parameters))


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
KEYS = st.sampled_from(
    [
        "list",
        "files",
        "data",
        "results",
        "articles",
        "title",
        "url",
        "id",
        "iid",
        "uuid",
        "budgetTemplates",
        "total",
        "html",
        "tip",
        "name",
    ]
)
ANSWERS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@settings(max_examples=60, deadline=None)
@given(
    ANSWERS, st.sampled_from(["http://a.gov.cn/x?page=1", "http://a.gov.cn/loadData?pageSize=15"]), st.text(max_size=9)
)
def test_any_answer_is_read_by_every_family_without_an_error(answer: object, url: str, body: str) -> None:
    for name in families():
        for asked in (None, PageRequest(url, "POST", body)):
            assert isinstance(read(name, url, json.dumps(answer), asked), Listing)
            assert isinstance(detail(name, url, json.dumps(answer), asked), Detail)


# --- ucap, gkmlpt


def test_a_ucap_column_pages_by_its_call_with_an_id_counting_from_one() -> None:
    url = "http://www.example.gov.cn/example/c100153/YuJueSuan.shtml"
    hex_id = "ef915406db4549e2857245d88dbd9dbe"
    page = (
        f'<ul><li><a href="/example/c100153/202509/{hex_id}.shtml">2024年度单位决算</a><i>2025-09-20</i></li></ul>'
        "<script>createPageHTML('page_div',{}, {},'YuJueSuan','shtml',45);</script>"
    )
    listing = read("ucap_columns", url, page.format(3, 1))
    assert [(entry.title_zh, entry.published_date) for entry in listing.entries] == [
        ("2024年度单位决算", date(2025, 9, 20))
    ]
    assert listing.next_pages == (PageRequest("http://www.example.gov.cn/example/c100153/YuJueSuan_2.shtml"),)
    assert read("ucap_columns", url.replace("Suan", "Suan_3"), page.format(3, 3)).next_pages == ()


def test_a_ucap_list_that_is_loaded_by_post_is_asked_for_page_by_page() -> None:
    address = "http://www.example.gov.cn/szinf/xxgk/interfacesWebZcwj/loadData?pageSize=15"
    asked = first("ucap_columns", address, channel_id="c1")
    assert (asked.url, asked.method, asked.body) == (address, "POST", "pageIndex=1&channel_id=c1")
    assert asked.headers[0][1].startswith("application/x-www-form-urlencoded")
    record = {"TITLE": "某局2024年度部门决算", "URL": "http://a.gov.cn/1.html", "PUBLISHED_TIME_FORMAT": "2025-09-01"}
    answer = {"data": {"allRow": 16, "totalPage": 2, "list": [record]}}
    listing = read("ucap_columns", address, answer, asked)
    assert [(e.title_zh, e.published_date) for e in listing.entries] == [("某局2024年度部门决算", date(2025, 9, 1))]
    assert listing.stated_count == 16
    (following,) = listing.next_pages
    assert following.body == "pageIndex=2&channel_id=c1"
    assert read("ucap_columns", address, answer, following).next_pages == ()


def test_gkmlpt_is_read_until_the_stated_total() -> None:
    url = "http://jr.example.gov.cn/gkmlpt/api/all/2811?page={}&sid=755031"
    article = {"title": "某局2024年度部门决算", "url": "http://jr.example.gov.cn/content/post_4361282.html"}
    answer = {"total": 101, "articles": [{**article, "created_at": "2025-09-20 10:00:00"}]}
    listing = read("gkmlpt", url.format(1), answer)
    assert (listing.stated_count, listing.entries[0].published_date) == (101, date(2025, 9, 20))
    assert listing.next_pages == (PageRequest(url.format(2)),)
    assert read("gkmlpt", url.format(2), answer).next_pages == ()
    # An instant is a day in China, not in Greenwich.
    instant = read("gkmlpt", url.format(1), {"total": 1, "articles": [{**article, "date": 1758384000}]})
    assert instant.entries[0].published_date == date(2025, 9, 21)


def test_the_directory_of_gkmlpt_says_which_interface_to_ask() -> None:
    page = "<script>window._CONFIG = { SID: '755031', SITE: 'x' }</script>"
    listing = read("gkmlpt", "http://jr.example.gov.cn/gkmlpt/index?category=2811", page)
    assert listing.next_pages == (PageRequest("http://jr.example.gov.cn/gkmlpt/api/all/2811?page=1&sid=755031"),)


# --- UUID columns, search endpoints


def test_a_uuid_column_goes_on_in_blocks() -> None:
    column, block, template, item = UUIDS
    host = "https://www.example.gov.cn/yjsgk"
    numbers = {"AppUrl": host, "page": 1, "totalElements": 22, "totalPages": 2, "colid": column, "tid": template}
    line = f'<li><a href="{host}/columns/{column}/202509/11/{item}.html">市局2024年决算公开</a>'
    page = f"<ul>{line}<a href='{host}/columns/{column}/202509/11/{item}.html'>2025-09-11</a></li></ul>"
    hidden = f"<input type='hidden' id='pagingProp_{block}' value='{json.dumps(numbers)}'/>"
    listing = read("uuid_columns", f"{host}/columns/{column}/index.html", page + hidden)
    assert [(entry.title_zh, entry.published_date) for entry in listing.entries] == [
        ("市局2024年决算公开", date(2025, 9, 11))
    ]
    assert listing.stated_count == 22
    following = f"{host}/columns/{column}/templates/{template}/blocks/{block}?page=2"
    assert listing.next_pages == (PageRequest(following),)
    # The block does not tell how many there are: the walk ends at the page that brings nothing.
    assert read("uuid_columns", following, page).next_pages == (PageRequest(following.replace("=2", "=3")),)
    assert read("uuid_columns", following, "<ul></ul>").next_pages == ()


def test_departments_of_a_uuid_platform_are_columns_below() -> None:
    links = "".join(f'<a href="/yjsgk/columns/{uuid}/index.html">市{uuid[0]}局</a>' for uuid in UUIDS)
    listing = read("uuid_columns", f"https://www.example.gov.cn/yjsgk/columns/{UUIDS[0]}/index.html", links)
    assert [below.title_zh for below in listing.sub_columns] == ["市2局", "市3局", "市4局"]


def test_a_search_endpoint_answers_json_or_jsonp() -> None:
    url = "http://infogate.example.gov.cn/jsonp/zf_list.jsp?page=1&lb=58855&callback=result"
    record = {
        "title": "某局部门决算（汇总、本级、二级单位）",
        "puburl": "http://zwgk.example.gov.cn/202510/t20251030_1.html",
        "tip": {"title": "x", "dates": "2025-10-31", "publisher": "某局"},
    }
    answer = {"num": 62, "nPage": 2, "data": [record]}
    listing = read("search_endpoint", url, f"\r\n \ufeff\r\nresult({json.dumps(answer)});\r\n")
    assert listing.entries[0].title_zh == "某局部门决算（汇总、本级、二级单位）"
    assert listing.entries[0].published_date == date(2025, 10, 31)
    assert listing.stated_count == 62
    assert listing.next_pages == (PageRequest(url.replace("page=1", "page=2")),)
    assert read("search_endpoint", url.replace("page=1", "page=2"), answer).next_pages == ()


def test_a_search_endpoint_of_ucap_marks_words_and_counts_results() -> None:
    url = "https://www.example.gov.cn/common/search/abc?_isAgg=true&_isJson=true&_pageSize=15&page=1"
    results = [{"title": "某局<em>部门决算</em>", "url": "/x/1.shtml", "publishedTimeStr": "2025-09-24 17:18:49"}]
    listing = read("search_endpoint", url, {"data": {"results": results, "total": 30, "rows": 15, "page": 1}})
    assert [entry.title_zh for entry in listing.entries] == ["某局部门决算"]
    assert listing.entries[0].published_date == date(2025, 9, 24)
    assert listing.next_pages == (PageRequest(url.replace("page=1", "page=2")),)


@pytest.mark.parametrize("answer", ["<html><title>404</title>页面不存在</html>", '{"data": []}', "null", "result()"])
def test_an_answer_without_records_ends_the_walk(answer: str) -> None:
    listing = read("search_endpoint", "https://www.example.gov.cn/search?page=1", answer)
    assert (listing.entries, listing.next_pages) == ((), ())


# --- provincial platforms


def test_jiangsu_is_a_chain_of_posts() -> None:
    address = "http://yjsgk.example.cn/front/department/getdepartmentname.do?pid=160&departmentName=&date=2021&typeid=2"
    asked = first("jiangsu_platform", address)
    assert asked.url == address.partition("?")[0]
    assert asked.body == "pid=160&departmentName=&date=2021&typeid=2"
    departments = read("jiangsu_platform", asked.url, [{"iid": 7, "name": "区财政局", "pid": 160, "dtype": 1}], asked)
    (below,) = departments.sub_columns
    assert below.title_zh == "区财政局"
    assert below.request.body == "page_num=1&groupid=7&typeid=2&date=2021"
    disclosures = read("jiangsu_platform", below.request.url, {"budgetTemplates": [{"uuid": "ab-1"}]}, below.request)
    (entry,) = disclosures.entries
    assert (entry.title_zh, entry.is_file) == ("区财政局2021年度", False)
    assert parse_qs(urlsplit(entry.url).query) == {"uuid": ["ab-1"]}
    assert entry.request is not None
    assert parse_qs(entry.request.body) == {"uuid": ["'ab-1'"]}
    assert [asked.body for asked in disclosures.next_pages] == ["page_num=2&groupid=7&typeid=2&date=2021"]
    files = [{"iid": 9, "t_oldname": "区财政局2021年度部门决算.pdf", "t_uploaddate": "2022-09-20 10:00:00"}]
    found = detail("jiangsu_platform", entry.request.url, files, entry.request)
    assert found.published_date == date(2022, 9, 20)
    assert [(file.title_zh, file.url) for file in found.attachments] == [
        ("区财政局2021年度部门决算.pdf", "http://yjsgk.example.cn/front/budgetfinal/download.do?iid=9")
    ]


def test_ningbo_keeps_the_backslash_in_a_query_and_reads_the_script_of_an_onclick() -> None:
    url = "http://yjs.example.gov.cn/gkxxzl/nbcs/budget/main?gklb=1000&XZQH=330203"
    line = r'<tr><td><a href="detail?FBXH=2026\1000000000202243.html">某局2024年度部门决算</a></td><td>2025-09-03</td></tr>'
    (entry,) = read("ningbo_platform", url, f"<table>{line}</table>").entries
    assert entry.url == "http://yjs.example.gov.cn/gkxxzl/nbcs/budget/detail?FBXH=2026%5C1000000000202243.html"
    assert entry.published_date == date(2025, 9, 3)
    frame = r'<iframe src="../html/2026\1000000000202243.html"></iframe>'
    script = "location.href=encodeURI('../../filedown?WJCFLJ=bbsb/2026/1/某局决算.pdf&WJMC=某局决算.pdf');"
    found = detail(
        "ningbo_platform", entry.url, f'{frame}<a href="javascript:void(0)" onclick="{script}">某局决算.pdf</a>'
    )
    (file,) = found.attachments
    assert file.title_zh == "某局决算.pdf"
    assert file.url.startswith("http://yjs.example.gov.cn/gkxxzl/filedown?WJCFLJ=bbsb/2026/1/%E6%9F%90")
    # Without a file, the frame belongs to the page and is read for one.
    (part,) = detail("ningbo_platform", entry.url, frame).parts
    assert part.url == "http://yjs.example.gov.cn/gkxxzl/nbcs/html/2026/1000000000202243.html"


def test_inner_mongolia_gives_files_by_their_ids_and_whole_names_in_titles() -> None:
    url = "https://czt.example.gov.cn/yjs/business/basic/select?id=150121zf&type=2&p=1"
    record = {"id": "90ef9cae", "title": "某局2024年度决算", "publishTime": "2025-09-19 09:00:00"}
    listing = read("inner_mongolia_platform", url, {"list": [record]})
    (entry,) = listing.entries
    assert entry.url == "https://czt.example.gov.cn/yjs/business/page/content?contentId=90ef9cae"
    assert entry.request is not None
    assert entry.request.url == "https://czt.example.gov.cn/yjs/business/basic/result/90ef9cae"
    assert listing.next_pages == (PageRequest(url.replace("p=1", "p=2")),)
    answer = {"files": [{"id": "f1", "name": "某局2024年度部门决算", "suffix": "pdf"}]}
    found = detail("inner_mongolia_platform", entry.request.url, answer, entry.request)
    assert [(file.title_zh, file.url) for file in found.attachments] == [
        ("某局2024年度部门决算.pdf", "https://czt.example.gov.cn/yjs/business/file/download/f1")
    ]
    cut = '<div class="file-basic"><a class="download-btn" title="某局2024年度部门决算.pdf" href="/a/f.pdf">某局2024…</a></div>'
    assert detail("inner_mongolia_platform", entry.url, cut).attachments[0].title_zh == "某局2024年度部门决算.pdf"


def test_an_empty_application_is_a_shell_and_not_an_empty_list() -> None:
    address = "https://czt.example.gov.cn/bmp_pub/index_gfa.html?ADMDIV=140200000"
    assert first("shanxi_platform", address) == PageRequest(address)
    shell = '<html><body><div id="app"></div><script src="/app.js"></script></body></html>'
    assert read("shanxi_platform", address, shell).kind == "shell"


def test_shanxi_asks_the_list_of_a_division_once_its_address_is_known() -> None:
    address = "https://czt.example.gov.cn/bmp_pub/index_gfa.html?ADMDIV=140200000"
    asked = first("shanxi_platform", address, list_address="https://czt.example.gov.cn/bmp_pub/list?size=20")
    assert parse_qs(urlsplit(asked.url).query) == {"size": ["20"], "ADMDIV": ["140200000"]}
    posted = first(
        "shanxi_platform", address, list_address="https://czt.example.gov.cn/list", list_body='{"admdiv":"{ADMDIV}"}'
    )
    assert (posted.method, posted.body) == ("POST", '{"admdiv":"140200000"}')
    assert posted.headers == (("Content-Type", "application/json; charset=UTF-8"),)


# --- trees, tokens, archives, single pages


def test_a_year_tree_is_walked_down_and_never_sideways() -> None:
    host = "https://www.example.gov.cn"
    links = ("/bmjs-25-001/index.html", "/bmjs-25-002/", "/bmjs-25/index.html", "/bmjs-24-001/index.html", "/news/")
    page = "".join(f'<a href="{link}">党委部门</a>' for link in links)
    below = read("year_tree", f"{host}/bmjs-25/index.html", page).sub_columns
    assert [node.request.url for node in below] == [f"{host}/bmjs-25-001/index.html", f"{host}/bmjs-25-002/"]
    assert families()["year_tree"].parameters().follow_sub_columns == 2
    files = f'<p><a href="/cmsres/a1/{"0" * 32}/{"1" * 32}.pdf">某局2024年度部门决算</a></p>'
    (entry,) = read("year_tree", f"{host}/bmjs-25-dw001/index.html", files).entries
    assert (entry.title_zh, entry.is_file) == ("某局2024年度部门决算", True)


def test_a_file_with_a_token_is_known_without_it_and_by_its_page() -> None:
    reader = families()["token_attachments"]
    assert reader.addresses_expire
    page = '<a href="/attachment/%E9%99%84%E8%A1%A8.xls?{}">附表.xls</a>'
    known = set()
    for number, token in ((1, "A" * 88), (1, "B" * 88), (2, "C" * 88)):
        url = f"https://public.example.gov.cn/D19/{number}.html"
        (file,) = reader.read_detail(Page(url, page.format(token))).attachments
        assert file.url.endswith(token)
        known.add(file.identity)
    assert known == {
        "https://public.example.gov.cn/attachment/%E9%99%84%E8%A1%A8.xls#/D19/1.html",
        "https://public.example.gov.cn/attachment/%E9%99%84%E8%A1%A8.xls#/D19/2.html",
    }


def test_an_address_with_an_ordinary_query_is_its_own_name() -> None:
    page = '<a href="/down?id=7&name=a.pdf">某局决算.pdf</a>'
    (file,) = detail("token_attachments", "https://public.example.gov.cn/1.html", page).attachments
    assert (file.canonical_url, file.identity) == ("", file.url)


def test_an_archive_is_called_by_its_department_and_its_column() -> None:
    page = """<meta name="ColumnName" content="2018年部门决算公开目录"><meta name="ArticleTitle" content="某市交通委">
    <meta name="PubDate" content="2018-03-06 17:53"><a href="./W020200803658872276649.rar">某市交通委</a>"""
    found = detail("department_archives", "https://cz.example.gov.cn/2018/202008/t20200803_3332190.html", page)
    assert found.published_date == date(2018, 3, 6)
    assert [file.title_zh for file in found.attachments] == ["2018年部门决算公开目录 某市交通委"]


def test_a_single_page_names_files_by_their_row_or_heading() -> None:
    page = """<h3>市审计局</h3><p><a href="a.pdf">部门决算</a></p>
    <table><tr><td>市水利局</td><td><a href="b.pdf">2024年部门决算.pdf</a></td><td><a href="c.pdf">下载</a></td></tr></table>
    <p><a href="d.pdf">市交通局2024年度部门决算</a></p>"""
    listing = read("single_page", "http://ys.example.gov.cn/", page)
    assert [entry.title_zh for entry in listing.entries] == [
        "市审计局 部门决算",
        "市水利局 2024年部门决算.pdf",
        "市水利局",
        "市交通局2024年度部门决算",
    ]
    assert all(entry.is_file for entry in listing.entries)


def test_a_page_that_holds_the_tables_itself_is_its_own_entry() -> None:
    row = "<tr><td>{}</td><td>1,234.56</td><td>78.90</td></tr>"
    page = f"<h1>某局2024年度部门决算</h1><table>{''.join(map(row.format, 'abcd'))}</table>"
    (entry,) = read("single_page", "http://ys.example.gov.cn/2025/index.shtml", page).entries
    assert (entry.url, entry.title_zh) == ("http://ys.example.gov.cn/2025/index.shtml", "某局2024年度部门决算")
    assert detail("single_page", entry.url, page).inline_tables == 1


def test_any_portal_follows_columns_below_its_own_page() -> None:
    page = """<a href="czxx/ys.htm">a</a><a href="czxx/js/index.htm">部门决算</a><a href="info/1262/19895.htm">某局2024年度部门决算</a>
    <span>2025-09-01</span><a href="czxx/2.htm">下页</a>"""
    listing = read("any_portal", "http://www.example.gov.cn/czxx.htm", page, follow_sub_columns=1)
    assert [entry.title_zh for entry in listing.entries] == ["某局2024年度部门决算"]
    assert [below.title_zh for below in listing.sub_columns] == ["部门决算"]
    assert listing.next_pages == (PageRequest("http://www.example.gov.cn/czxx/2.htm"),)
