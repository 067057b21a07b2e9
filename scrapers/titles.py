"""From a title to a decision: what does a link lead to, of whom, of which year, and is it taken?

Put here: how the words of title_words.yml tell, and the decision. It is made before anything is downloaded.
Keep out: the words themselves (they are data), fetching, and anything that needs the document's own text (that is read
again, and believed more, later).

Sources: the title patterns counted in 2,851 real titles of disclosure columns; measured on 410 titles labelled by eye
(tests/scrapers/title_labels.csv, figures in docs/portals.md). Government-level accounts, work summaries, audit reports
and application forms stand in the same columns as departmental accounts.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

_WORDS = Path(__file__).with_name("title_words.yml")

Kind = Literal[
    "department_accounts",
    "unit_accounts",
    "budget",
    "government_level",
    "adjustment",
    "performance",
    "three_public",
    "audit_report",
    "work_summary",
    "application_form",
    "other",
]
"""What a title says a document is. `government_level` are figures of a government as a whole, `performance` targets and
self-evaluation reports, `three_public` tables of the three public expenses alone."""

Scope = Literal["department", "unit", "own_level", "consolidated", "subordinate", "several", "unknown", ""]
"""Whose figures: 部门, 单位, 本级, 汇总 (with its units), 所属 (the units below), several of these in one document, or
not said; empty where the kind has no scope."""

OF_UNITS = frozenset({"department_accounts", "unit_accounts", "budget"})
"""Kinds that have a scope."""
_NAMED = OF_UNITS | {"adjustment", "performance", "three_public"}

_DATE = re.compile(r"20\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|(?:20\d{2}年)?\d{1,2}月\d{1,2}日")
_ISSUE = re.compile(r"20\d{2}年?第\d+号|[〔\[(]20\d{2}[〕\])]\d*号?|第\d+号")
_SPAN = re.compile(r"(?<!\d)20\d{2}年?[-—~至到]20\d{2}年?")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)\s*(?:年度|年|财年)?")
_EXTENSION = re.compile(r"(?:\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z))+$", re.I)
_REGION = re.compile(r".{1,8}[省市县区州盟旗]")


@dataclass(frozen=True, slots=True)
class Classification:
    """What a title and its listing say: kind, fiscal year, scope, and the unit's name (empty where none is said)."""

    kind: Kind
    fiscal_year: int | None
    scope: Scope
    unit_name_zh: str
    reason: str = ""
    """Why it is not taken; empty where it is accounts."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one link: `reason` says why it is not taken and is empty where it is."""

    is_taken: bool
    reason: str = ""
    fiscal_year: int | None = None


def classify(title: str, column_title: str = "") -> Classification:
    """Classify the title of a link with the title of its column.

    A title that says neither 决算 nor 预算 (listings of 天津 and 石家庄 show only the department's name) is judged by
    the column; a year that the title does not give is taken from there.
    """
    kind, reason, year = _judge(title, column_title)
    scope: Scope = _scope(_judged_text(title, column_title)) if kind in OF_UNITS else ""
    return Classification(kind, year, scope, unit_name_of(title) if kind in _NAMED else "", reason)


def decide(title: str, column_title: str = "", wanted_year: int | None = None) -> Decision:
    """Decide about the title of a listing entry. With `wanted_year`, entries that name another year are not taken."""
    if not _plain(title):
        return Decision(False, "a link without a title")
    _, reason, year = _judge(title, column_title)
    if not reason and wanted_year is not None and year not in (None, wanted_year):
        reason = f"of {year}, not of {wanted_year}"
    return Decision(not reason, reason, year)


def decide_attachment(title: str) -> Decision:
    """Decide about an attachment of a page that was taken: it is, unless its own title says it is something else.

    Attachments are often called just 附件1; side bars link other files, so a title that names another kind counts.
    """
    text = _plain(title)
    for entry in _words()["kinds"]:
        if entry["kind"] != "adjustment" and _says(entry["words"], text):
            return Decision(False, entry["reason"])
    if "决算" not in text:
        if "预算" in text:
            return Decision(False, "a budget, not accounts")
        if _says(_words()["performance"], text):
            return Decision(False, "a performance report without accounts")
    return Decision(True, "", fiscal_year_of(title))


def fiscal_year_of(title: str) -> int | None:
    """The year a title gives, before or after the name; the last one before 决算 or 预算 where it gives several.

    Years of issue numbers and of dates do not count; a span of years is no fiscal year, nor is one of two years that a
    report joins (2025年…执行情况和2026年…草案).
    """
    text = _plain(title)
    if len(set(_YEAR.findall(_DATE.sub("", text)))) == 1:
        text = _DATE.sub(" ", text)
    text = _ISSUE.sub(" ", text) if _YEAR.search(_ISSUE.sub(" ", text)) else text
    if _SPAN.search(text):
        return None
    before = _YEAR.findall(re.split("决算" if "决算" in text else "预算", text, maxsplit=1)[0])
    years = _YEAR.findall(text)
    if len(set(years)) > 1 and re.search(r"(?:和|与|及)20\d{2}", text):
        return None
    return int((before or years)[-1]) if years else None


def unit_name_of(title: str) -> str:
    """The name of the unit in a title, without year, scope and kind; empty where it names none."""
    text = _EXTENSION.sub("", _plain(title, keep_brackets=True))
    text = _words()["before_name"].sub("", text)
    text = _DATE.sub("", text)
    pieces = [piece for piece in _YEAR.split(text)[::2] if piece.strip("度年、,，")]
    for piece in pieces[:2]:
        name = piece.lstrip("度年的、,，")
        if end := _words()["after_name"].search(name):
            if name[end.start() :].startswith("市本级"):
                continue
            name = name[: end.start()]
        name = name.strip("()（）-—、,， ~")
        if len(name) > 1 and not _REGION.fullmatch(name) and not _says(_words()["no_name"], name):
            return _balanced(name)
    in_brackets = _words()["name_in_brackets"].search(text)
    return in_brackets[1] if in_brackets else ""


def _judge(title: str, column_title: str) -> tuple[Kind, str, int | None]:
    """Kind, the reason against it, and fiscal year."""
    kind, reason = _kind(_judged_text(title, column_title))
    year = fiscal_year_of(title)
    if year is None and kind in OF_UNITS:
        year = fiscal_year_of(column_title)
    return kind, reason, year


def _judged_text(title: str, column_title: str) -> str:
    text, column = _plain(title), _plain(column_title)
    return text if "算" in text or not column else f"{text} {column}"


def _balanced(name: str) -> str:
    """A name with the bracket that stripping took from its end."""
    if name.count("(") + name.count("（") <= name.count(")") + name.count("）"):
        return name
    return name + ("）" if "（" in name else ")")


def _kind(text: str) -> tuple[Kind, str]:
    """The kind of a plain title, and why it is not taken."""
    words = _words()
    for entry in words["kinds"]:
        if _says(entry["words"], text):
            return entry["kind"], entry["reason"]
    accounts = words["column_names"].sub("", text)
    is_of_unit = _says(words["of_unit"], accounts)
    if _says(words["performance"], text) and "决算" not in accounts:
        is_evaluation = _says(words["self_evaluation"], text)
        if is_evaluation or not _says(words["of_budget_of_unit"], text.replace("预算绩效", "")):
            return "performance", "a performance report without accounts"
    if _says(words["three_public"], text) and not re.search(
        "[预决]算", re.sub(r"一般公共预算|[“\"]?三公[”\"]?经费(支出)?(财政拨款)?(支出)?[预决]算|预算执行", "", accounts)
    ):
        return "three_public", "" if "决算" in accounts else "a table of the three public expenses, not accounts"
    if "决算" in accounts:
        if not is_of_unit and _says(words["government_level"], accounts):
            return "government_level", "accounts of a government, not of a department or unit"
        without_units = re.sub(r"\(含[^)]*\)", "", accounts)
        is_below = any(_says(words["scope"][scope], without_units) for scope in ("subordinate", "own_level"))
        is_unit = re.search(r"单位.{0,3}决算", without_units) or ("部门" not in accounts and is_below)
        return ("unit_accounts" if is_unit and "部门决算" not in accounts else "department_accounts"), ""
    if accounts != text:
        return "other", "names budgets and accounts together: a column, not a document"
    if not is_of_unit and _says(words["government_level"], text):
        return "government_level", "a report of a government, not of a department or unit"
    if "预算" in text:
        return "budget", "a budget, not accounts"
    return "other", "does not speak of final accounts"


def _scope(text: str) -> Scope:
    """Whose figures a plain title speaks of: the special words first, then the first of 部门 and 单位."""
    words = _words()
    scopes: dict[Scope, re.Pattern[str]] = words["scope"]
    before_year: dict[Scope, re.Pattern[str]] = words["scope_before_year"]
    special: tuple[Scope, ...] = ("several", "consolidated", "own_level", "subordinate")
    for scope in special:
        if _says(scopes[scope], text):
            return scope
    for scope, pattern in before_year.items():
        if pattern.search(text):
            return scope
    places = {
        match.start(): scope
        for scope, pattern in scopes.items()
        if scope not in special and (match := pattern.search(text))
    }
    return places[min(places)] if places else "unknown"


def _says(words: re.Pattern[str], text: str) -> bool:
    return words.search(text) is not None


@cache
def _words() -> dict[str, Any]:
    """The words, compiled. Raises ValueError for a kind or scope that does not exist."""
    content = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    unknown = {entry["kind"] for entry in content["kinds"]} - set(get_args(Kind))
    unknown |= {*content["scope"], *content["scope_before_year"]} - set(get_args(Scope))
    if unknown:
        raise ValueError(f"{_WORDS.name}: no such kind or scope: {', '.join(sorted(unknown))}")
    compiled: dict[str, Any] = _compiled(content)
    return compiled


def _compiled(content: Any, *, is_text: bool = False) -> Any:
    """The same structure with one pattern for a list of words; the texts of an entry of `kinds` stay texts."""
    if isinstance(content, list):
        if content and isinstance(content[0], dict):
            return [_compiled(value) for value in content]
        return re.compile("|".join(f"(?:{word})" for word in content))
    if isinstance(content, dict):
        has_texts = "words" in content
        return {key: _compiled(value, is_text=has_texts and key != "words") for key, value in content.items()}
    return content if is_text else re.compile(content)


def _plain(title: str, *, keep_brackets: bool = False) -> str:
    """A title without blanks, full-width characters made plain; brackets keep their width where names are read."""
    text = re.sub(r"\s+", "", title if keep_brackets else unicodedata.normalize("NFKC", title))
    return text
