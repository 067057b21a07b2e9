"""What a number is about, and the code of its subject.

Put here: the noun phrase before a number, the item heading of a paragraph, and names looked up in the classification.
Keep out: what the number says (grammar.py).
"""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from pipelines.normalize.claims.lexicon import lexicon
from pipelines.normalize.subjects import is_known

_SUBJECTS: Final = Path(__file__).resolve().parents[3] / "warehouse" / "reference" / "functional_subjects.csv"
_LEVEL_MARK: Final = re.compile(r"\((?:类|款|项)\)")
_LEVELS: Final = ("class", "section", "item")
_NO_WORD: Final = re.compile(r"[()（）“”\"'、\s]")
_EXPENDITURE: Final = "支出"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is spoken of: names as printed, from class to item joined by /, and the code where they name one."""

    name_zh: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """What names mean in a document: by the classification of its year, else by the document's own tables.

    `printed` has the codes that those tables print beside a name (see `bare`).
    """

    fiscal_year: int | None
    printed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def code_of(self, names: Sequence[str | None]) -> str | None:
        """The code that names from class to item mean; null where they mean none or more than one.

        A name may lack its 支出 and a level its name. One name alone is looked for among the classes.
        """
        codes = {""}
        for level, name in zip(_LEVELS, names, strict=False):
            if name is not None:
                candidates = _codes(level, bare(name), self.fiscal_year)
                codes = {code for code in candidates if any(code.startswith(above) for above in codes)}
        if len(codes) == 1 and codes != {""}:
            return codes.pop()
        own = self.printed.get(bare(names[-1] or ""), frozenset())
        narrowed = [code for code in own if code in codes] or sorted(own)
        return narrowed[0] if len(narrowed) == 1 else None


@dataclass(slots=True)
class Above:
    """The names in the item headings above a paragraph, for headings that leave them out."""

    class_name: str | None = None
    section_name: str | None = None


def item_in(text: str, naming: Naming, above: Above) -> tuple[Subject, int] | None:
    """The item that a paragraph is about, by its names (类 款 项) or its code, and where its heading ends.

    What the heading names is kept in `above`.
    """
    words = lexicon().subjects
    match = words.item.search(text)
    if match is not None:
        above.class_name = _clean(match["class"])
        above.section_name = _clean(match["section"]) if match["section"] else None
    else:
        match = words.below.match(text)
        if match is not None and match["section"]:
            above.section_name = _clean(match["section"])
    if match is None:
        match = words.joined.match(words.ordinal.sub("", text))
        if match is not None:
            skipped = len(text) - len(match.string)
            names = [match[level] for level in _LEVELS]
            return Subject("/".join(names), naming.code_of(names)), skipped + match.end()
    if match is None or (match["section"] is None and "class" in match.groupdict()):
        return _coded_item(text)
    item = _clean(match["item"]) if match["item"] else None
    levels = [above.class_name, above.section_name, item]
    while levels and levels[-1] is None:
        levels.pop()
    return Subject("/".join(name for name in levels if name), naming.code_of(levels)), match.end()


def _coded_item(text: str) -> tuple[Subject, int] | None:
    """The item that a paragraph names with its code, before or after its name."""
    words = lexicon().subjects
    coded = words.coded.search(text) or words.code_first.match(words.ordinal.sub("", text))
    if coded is None or not is_known("expenditure", coded["code"]):
        return None
    return Subject(_clean(coded["name"]), coded["code"]), len(text) - len(coded.string) + coded.end()


def section_subject(section: str) -> Subject | None:
    """What a section is about, for sentences that name nothing."""
    names = lexicon().subjects.of_section
    return next((Subject(name) for pattern, name in names.items() if pattern.search(section)), None)


def project_in(text: str) -> Subject | None:
    """The project that a paragraph sums up."""
    match = lexicon().subjects.summary.match(text)
    return None if match is None else Subject(match["name"])


def subject_in(phrase: str, naming: Naming, unit_name_zh: str | None = None) -> Subject | None:
    """What the words before a number name; null where they name nothing of their own."""
    words = lexicon().subjects
    phrase = words.remarks.sub("", phrase)
    if unit_name_zh and unit_name_zh in phrase:
        phrase = phrase.split(unit_name_zh, 1)[1]
    for alias, name in (*words.fiscal_aliases.items(), *words.aliases.items()):
        if alias.search(phrase):
            return Subject(name)
    phrase = _stripped(_stripped(phrase, (words.ordinal, *words.lead)), words.tail)
    if words.generic.match(phrase) or not _NO_WORD.sub("", phrase):
        return None
    return Subject(phrase, naming.code_of((phrase,)))


def _stripped(phrase: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    while True:
        shorter = phrase
        for pattern in patterns:
            shorter = pattern.sub("", shorter)
        if shorter == phrase:
            return phrase
        phrase = shorter


def _clean(name: str) -> str:
    return lexicon().subjects.ordinal.sub("", _LEVEL_MARK.sub("", name))


def bare(name: str) -> str:
    """A name without brackets, marks and a last 支出, for looking it up."""
    return _NO_WORD.sub("", name).removesuffix(_EXPENDITURE)


def _codes(level: str, bare: str, fiscal_year: int | None) -> frozenset[str]:
    rows = _by_name().get((level, bare), ())
    return frozenset(
        code
        for code, first, last in rows
        if fiscal_year is None or (first <= fiscal_year and (last is None or fiscal_year <= last))
    ) or frozenset(code for code, _, _ in rows)


@cache
def _by_name() -> dict[tuple[str, str], tuple[tuple[str, int, int | None], ...]]:
    found: dict[tuple[str, str], list[tuple[str, int, int | None]]] = defaultdict(list)
    with _SUBJECTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = bare(row["name_zh"].replace("（", "(").replace("）", ")"))
            last = int(row["valid_to_year"]) if row["valid_to_year"] else None
            found[row["level"], name].append((row["subject_code"], int(row["valid_from_year"] or 0), last))
    return {key: tuple(rows) for key, rows in found.items()}
