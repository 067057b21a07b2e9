"""The claims of a document: every number that its narrative states.

Put here: the order in which a paragraph is read, and what one statement leaves for the next.
Keep out: the rules of each step (the modules beside).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from pipelines.extract.document import ExtractedDocument
from pipelines.extract.frame import Box
from pipelines.normalize.claims.flow import Paragraph, plain
from pipelines.normalize.claims.grammar import (
    Against,
    Around,
    Meaning,
    Unchanged,
    against,
    flat_words,
    meaning_of,
    phrase_before,
    says_unchanged,
    without_brackets,
)
from pipelines.normalize.claims.lexicon import lexicon
from pipelines.normalize.claims.numbers import Stated, stated_numbers
from pipelines.normalize.claims.sections import Passage, passages
from pipelines.normalize.claims.subjects import (
    Above,
    Naming,
    Subject,
    bare,
    item_in,
    project_in,
    section_subject,
    subject_in,
)

_SENTENCE_END: Final = re.compile(r"[。！？]")
_PUNCTUATION: Final = re.compile(r"[，。；;:、！？]")
_NAMES_LEVELS: Final = re.compile(r"^.{0,40}\(\d{0,3}(?:类|款|项)\)|^[(\[]?2\d{4}(?:\d\d)?[)\]]?[^\d,.万元%]")
_LONGEST_ITEM: Final = 160
_OF: Final = "的"  # what stands between a whole with its number and its percentage (预算12万元的75%)
_USUAL_UNIT: Final = "万元"
_FULL_WIDTH: Final = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that the narrative states. `box` is in points from the top left of the page as it is shown."""

    section: str
    statement_kind: str | None
    subject_zh: str | None
    subject_code: str | None
    measure: str
    comparison: str | None
    published_text: str
    published_amount: Decimal
    published_unit: str
    sentence_zh: str
    page: int
    box: Box


def read_claims(
    document: ExtractedDocument,
    fiscal_year: int | None,
    unit_name_zh: str | None = None,
    printed: Mapping[str, frozenset[str]] | None = None,
) -> list[Claim]:
    """All numbers that the narrative of a document states, in reading order; none where it has no narrative.

    The fiscal year decides which codes are valid, the unit's name is cut off subjects; `printed` are the codes that
    the document's own tables print beside a name (`printed_codes`), for names that the classification does not settle.
    A number's sign is its verb's: 减少 and 下降 make it negative, also if a minus is printed after them.
    "As last year" (持平) states a change of 0.
    """
    found = passages(document)
    unit = _money_unit(found)
    name = plain("".join(unit_name_zh.split())) if unit_name_zh else None
    naming = Naming(fiscal_year, printed or {})
    claims: list[Claim] = []
    above, carried = Above(), _Carried()
    for passage in found:
        if passage.section != carried.section:
            carried = _Carried(passage.section)
        reader = _PassageReader(passage, naming, unit, name, above, carried)
        claims.extend(reader.read())
    return claims


def printed_codes(named: Iterable[tuple[str, str | None]]) -> dict[str, frozenset[str]]:
    """The codes printed beside each name, from the rows (name, code) of a document's tables."""
    codes: dict[str, set[str]] = defaultdict(set)
    for label, code in named:
        if code is not None and (name := bare(label)):
            codes[name].add(code)
    return {name: frozenset(found) for name, found in codes.items()}


def _money_unit(found: list[Passage]) -> str:
    """The unit of money that the narrative uses most."""
    units = Counter(
        number.unit
        for passage in found
        for number in stated_numbers(passage.paragraph.text, passage.start)
        if number.family == "money" and number.unit
    )
    return units.most_common(1)[0][0] if units else _USUAL_UNIT


@dataclass(slots=True)
class _Sentence:
    """A sentence being read: where it begins, where its last number ended, and what it has said."""

    start: int
    before: int = field(init=False)
    previous: tuple[Stated, Meaning] | None = None
    clause: str = ""
    said: set[tuple[Decimal, str]] = field(default_factory=set)
    restating: bool = False

    def __post_init__(self) -> None:
        self.before = self.start


@dataclass(slots=True)
class _Carried:
    """The item whose heading stands in a paragraph of its own, above the paragraphs of its section about it."""

    section: str = ""
    item: Subject | None = None


@dataclass(slots=True)
class _PassageReader:
    """A paragraph being read; its fields are what the statements before leave for the next."""

    passage: Passage
    naming: Naming
    money_unit: str
    unit_name_zh: str | None
    above: Above
    carried: _Carried
    claims: list[Claim] = field(default_factory=list)
    subject: Subject | None = None
    basis: Against | None = None

    @property
    def _paragraph(self) -> Paragraph:
        return self.passage.paragraph

    def read(self) -> list[Claim]:
        text, begin = self._paragraph.text, self.passage.start
        is_numbered = bool(lexicon().headings.item.match(text))
        item = None
        if is_numbered or _NAMES_LEVELS.match(text):
            item = item_in(text[begin : begin + _LONGEST_ITEM], self.naming, self.above)
        if item is not None:
            self.subject, begin = item[0], begin + item[1]
        else:
            carried = None if is_numbered else self.carried.item
            self.subject = project_in(text) or carried or section_subject(self.passage.section)
        numbers = list(stated_numbers(text, begin))
        if item is not None or is_numbered:
            self.carried.item = item[0] if item is not None and not numbers else None
        for start, end in _sentences(text, begin):
            self._read_sentence(start, end, [number for number in numbers if start <= number.start < end])
        return self.claims

    def _read_sentence(self, start: int, end: int, numbers: list[Stated]) -> None:
        sentence = _Sentence(start)
        unchanged = flat_words(self._paragraph.text, start, end)
        events: list[Stated | Unchanged] = [*numbers, *unchanged]
        for found in sorted(events, key=lambda event: event.start):
            if isinstance(found, Stated):
                self._read_number(found, sentence)
                sentence.before = found.after
            else:
                self._read_unchanged(found, sentence)
        self.basis = against(self._paragraph.text[start:end]) or self.basis

    def _read_number(self, number: Stated, sentence: _Sentence) -> None:
        text = self._paragraph.text
        phrase = phrase_before(text, sentence.before, number.start)
        clause = without_brackets(phrase)
        words = text[sentence.before : number.start]
        sentence.restating = bool(lexicon().restatement.match(clause)) or (sentence.restating and ";" not in words)
        if sentence.restating and (number.value, number.unit) in sentence.said:
            return
        if clause == _OF and number.family == "ratio":
            clause = sentence.clause + _OF
        sentence.clause = clause
        around = Around(clause, text[sentence.start : number.start], self.basis)
        meaning = meaning_of(number, around, sentence.previous, self.naming.fiscal_year)
        if meaning.measure == "ratio" and not _PUNCTUATION.search(text):
            return  # the label of a chart
        self._name_subject(phrase, words)
        amount = -abs(number.value) if meaning.sign < 0 else number.value
        self._add(number.start, number.end, meaning, amount, number.unit or self.money_unit)
        sentence.said.add((number.value, number.unit))
        sentence.previous = (number, meaning)

    def _read_unchanged(self, found: Unchanged, sentence: _Sentence) -> None:
        """Add a change of 0 for "as last year", unless a number has just said so."""
        text = self._paragraph.text
        phrase = phrase_before(text, sentence.before, found.start)
        earlier = text[sentence.start : found.start - len(phrase)]
        if not says_unchanged(found, without_brackets(phrase), earlier, self.basis):
            return
        if sentence.previous is not None:
            number, meaning = sentence.previous
            said = meaning.comparison in ("yoy_change", "yoy_pct") and number.value == 0
            if said and ";" not in text[number.after : found.start]:
                return
        named = subject_in(phrase, self.naming, self.unit_name_zh)
        counted = sentence.previous is not None and sentence.previous[0].family == "count" and named is None
        unit = sentence.previous[0].unit if counted and sentence.previous else self.money_unit
        self.subject = named or self.subject
        self._add(found.start, found.end, Meaning("yoy_change", "amount"), Decimal(0), unit)

    def _name_subject(self, phrase: str, words: str) -> None:
        named = subject_in(phrase, self.naming, self.unit_name_zh)
        if named is None and lexicon().subjects.carried.match(phrase):
            earlier = words[: len(words) - len(phrase)].rstrip("，")
            named = subject_in(phrase_before(earlier, 0, len(earlier)), self.naming, self.unit_name_zh)
        self.subject = named or self.subject

    def _add(self, start: int, end: int, meaning: Meaning, amount: Decimal, unit: str) -> None:
        page, box = self._paragraph.place_of(start, end)
        section = self.passage.section
        low, high = next(span for span in _sentences(self._paragraph.text, 0) if span[0] <= start < span[1])
        claim = Claim(
            section=section,
            statement_kind=self._statement_kind(self._paragraph.text[low:start]),
            subject_zh=self.subject.name_zh.translate(_FULL_WIDTH) if self.subject else None,
            subject_code=self.subject.code if self.subject else None,
            measure=meaning.measure,
            comparison=meaning.comparison,
            published_text=self._paragraph.printed[start:end],
            published_amount=amount,
            published_unit=unit,
            sentence_zh=self._paragraph.printed[low:high],
            page=page,
            box=box,
        )
        self.claims.append(claim)

    def _statement_kind(self, before: str) -> str | None:
        if lexicon().reason.search(before):
            return "change_reason"
        kinds = lexicon().statement_kinds
        return next((kind for pattern, kind in kinds.items() if pattern.search(self.passage.section)), None)


def _sentences(text: str, begin: int) -> list[tuple[int, int]]:
    """Where each sentence begins and ends."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, begin)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return list(zip([begin, *ends[:-1]], ends, strict=True))
