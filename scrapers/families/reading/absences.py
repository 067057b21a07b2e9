"""Pages that hold no page: soft 404s, empty applications, challenges. They are no empty listings and no details.

Put here: what tells such a page, whatever was asked for.
Keep out: markers of challenges (scrapers/middlewares.py knows them), kinds of real pages (recognition.py).
"""

import re

from scrapers.families.base import PageKind
from scrapers.families.pages import Document
from scrapers.families.reading.links import text_of

# Not 信息: 政府信息不存在 is what answers to applications are called.
_THING = "(?:页面|网页|文件|内容|资源|栏目|文章|地址)"
_MISSING = re.compile(
    rf"(?<!\d)404(?!\d)|not found|{_THING}(?:已经?)?(?:不存在|未找到|没有找到|找不到|被删除|已删除|已撤回|已下线)|"
    rf"(?:找不到|未找到|没有找到)(?:您|你|该|此|相关|请求|要)?.{{0,8}}{_THING}|"
    rf"未上传或已撤回|您访问的{_THING}.{{0,6}}(?:不存在|有误|错误)",
    re.I,
)
_MISSING_TITLE = re.compile(r"^\s*(?:HTTP\s*)?404(?!\d)|(?:页面|网页)(?:不存在|未找到|找不到)|\bnot found\b", re.I)
_SHELL = re.compile(
    r"<div[^>]+id=[\"']?(?:app|root|main-app|__nuxt)[\"' >]|enable JavaScript|without JavaScript enabled", re.I
)
_SHORT, _VERY_SHORT = 400, 200


def absence_of(document: Document, *, holds_links: bool) -> PageKind | None:
    """`challenge`, `missing` or `shell` where the page is one; None for a page that says something of its own.

    `holds_links`: lines or attachments were found on it; then only its title can say that it is missing.
    """
    if _is_challenge(document):
        return "challenge"
    titles = document.root.xpath("//title")
    if titles and _MISSING_TITLE.search(text_of(titles[0])):
        return "missing"
    if holds_links:
        return None
    body = document.root.find(".//body")
    text = text_of(document.root if body is None else body)
    if len(text) < _SHORT and _MISSING.search(text):
        return "missing"
    return "shell" if len(text) < _VERY_SHORT and _SHELL.search(document.page.text) else None


def _is_challenge(document: Document) -> bool:
    # Imported here because that module loads Scrapy, which reading a page does not need.
    from scrapers.middlewares import challenge_marker

    return challenge_marker(document.page.text.encode()) is not None
