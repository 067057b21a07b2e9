"""From a title to a decision: does a link lead to a department's or unit's final accounts?

Put here: the words that tell, and why a link is not followed. The decision is made before anything is downloaded.
Keep out: fetching, and anything that needs the document's own text (that is read again, and believed more, later).

Sources: the title patterns counted in 2,851 real titles of disclosure columns. Government-level accounts, work
summaries, audit reports and application forms stand in the same columns as departmental accounts.
"""

import re
import unicodedata
from dataclasses import dataclass

_OTHER_KINDS = (
    (re.compile(r"工作总结|工作情况总结|工作小结"), "a work summary, not accounts"),
    (re.compile(r"申请表|依申请公开"), "an application form, not accounts"),
    (
        re.compile(r"审计(结果|工作?报告|公告|查出|发现|整改)|审前公告|预算执行(情况)?(和|及|的)"),
        "an audit or execution report",
    ),
    # Names of units hold such words too (驾驶员培训管理服务中心), so they count only where papers and news carry them.
    (
        re.compile(r"(通知|办法|方案|解读|问答|批复|年报|答记者问)[)”》]*$|汇审|决算.*(培训|会议)|请问"),
        "news or an administrative paper, not accounts",
    ),
)
_OF_UNIT = re.compile(r"(部门|单位)(汇总)?决算|(部门|单位).{0,12}决算")
_OF_GOVERNMENT = re.compile(
    r"财政(总)?决算|债务.*决算|政府(性)?(本级)?决算|决算(草案|报告)|(全省|全市|全区|全县|本级财政).*决算"
)
_BUDGET_AND_ACCOUNTS = re.compile(r"预、?决算")
_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one link: `reason` says why it is not taken and is empty where it is."""

    is_taken: bool
    reason: str = ""
    fiscal_year: int | None = None


def fiscal_year_of(title: str) -> int | None:
    """The year a title gives, before or after the name; the last one before 决算 where it gives several."""
    text = _plain(title)
    before = _YEAR.findall(text.partition("决算")[0])
    years = before or _YEAR.findall(text)
    return int(years[-1]) if years else None


def decide(title: str, column_title: str = "", wanted_year: int | None = None) -> Decision:
    """Decide about the title of a listing entry.

    A title that says neither 决算 nor 预算 (listings of 天津 and 石家庄 show only the department's name) is judged by
    the title of its column. With `wanted_year`, entries that name another year are not taken.
    """
    text = _plain(title)
    if not text:
        return Decision(False, "a link without a title")
    if "算" not in text:
        text = f"{text} {_plain(column_title)}"
    year = fiscal_year_of(text)
    reason = _reason_against(text)
    if not reason and wanted_year is not None and year not in (None, wanted_year):
        reason = f"of {year}, not of {wanted_year}"
    return Decision(not reason, reason, year)


def decide_attachment(title: str) -> Decision:
    """Decide about an attachment of a page that was taken: it is, unless its own title says it is something else.

    Attachments are often called just 附件1; side bars link other files, so a title that names another kind counts.
    """
    text = _plain(title)
    for pattern, reason in _OTHER_KINDS:
        if pattern.search(text):
            return Decision(False, reason)
    if "决算" not in text:
        if "预算" in text:
            return Decision(False, "a budget, not accounts")
        if "绩效" in text:
            return Decision(False, "a performance report without accounts")
    return Decision(True, "", fiscal_year_of(title))


def _reason_against(text: str) -> str:
    for pattern, reason in _OTHER_KINDS:
        if pattern.search(text):
            return reason
    accounts = _BUDGET_AND_ACCOUNTS.sub("", text)
    if "决算" not in accounts:
        if accounts != text:
            return "names budgets and accounts together: a column, not a document"
        return "a budget, not accounts" if "预算" in text else "does not speak of final accounts"
    if not _OF_UNIT.search(accounts) and _OF_GOVERNMENT.search(accounts):
        return "accounts of a government, not of a department or unit"
    return ""


def _plain(title: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", title))
