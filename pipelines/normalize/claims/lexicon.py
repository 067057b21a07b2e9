"""The words of the narrative, read from lexicon.yml and compiled.

Put here: the shape of the file and the patterns made of its words.
Keep out: the words, and what is done with them.
"""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.errors import PipelineError

LEXICON = Path(__file__).with_name("lexicon.yml")
Pattern = re.Pattern[str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Titles(_Strict):
    """Where the narrative begins and ends."""

    part: Pattern
    narrative: Pattern
    not_narrative: Pattern
    first_section: Pattern
    first_sentence: Pattern
    end: Pattern


class Headings(_Strict):
    """How the headings inside it begin, and the most characters one has."""

    section: Pattern
    subsection: Pattern
    item: Pattern
    unnumbered: Pattern
    longest: int


class Units(_Strict):
    """Units by what they count, and the words for "about" between a number and its unit."""

    money: tuple[str, ...]
    ratio: tuple[str, ...]
    plain: tuple[str, ...]
    count: tuple[str, ...]
    written_as: dict[str, str]
    money_before: Pattern
    nought_before: Pattern
    about: str


class NotStated(_Strict):
    """What stands beside numbers that state nothing: thresholds, ordinals, durations."""

    left: tuple[Pattern, ...]
    right: tuple[Pattern, ...]
    not_units: Pattern


class Change(_Strict):
    """Verbs of change by direction."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    weak_up: tuple[str, ...]
    weak_down: tuple[str, ...]
    filler: str
    becomes: Pattern
    leading_up: tuple[str, ...]
    leading_down: tuple[str, ...]
    connectors: str
    flat: tuple[str, ...]
    flat_compared: tuple[str, ...]
    not_flat: Pattern
    flat_named: Pattern
    over: Pattern
    under: Pattern


class Basis(_Strict):
    """What a change is measured against."""

    prior_year: Pattern
    budget: Pattern
    budget_named: Pattern
    prior_amount: str


class Budget(_Strict):
    """When a number is a budget, and which."""

    before: Pattern
    initial: Pattern
    full_year: Pattern


class SubjectWords(_Strict):
    """What is cut off a phrase to leave its subject."""

    joined: Pattern
    item: Pattern
    below: Pattern
    coded: Pattern
    code_first: Pattern
    ordinal: Pattern
    lead: tuple[Pattern, ...]
    tail: tuple[Pattern, ...]
    generic: Pattern
    summary: Pattern
    remarks: Pattern
    carried: Pattern
    aliases: dict[Pattern, str]
    fiscal_aliases: dict[Pattern, str]
    of_section: dict[Pattern, str]


class Lexicon(_Strict):
    """All the words."""

    titles: Titles
    headings: Headings
    page_furniture: tuple[Pattern, ...]
    beside_a_table: Pattern
    units: Units
    not_stated: NotStated
    change: Change
    basis: Basis
    share: Pattern
    completion: Pattern
    of_budget: Pattern
    share_of_budget: Pattern
    budget_gap: Pattern
    budget: Budget
    average: Pattern
    opening: Pattern
    carryover: Pattern
    restatement: Pattern
    reason: Pattern
    subjects: SubjectWords
    statement_kinds: dict[Pattern, str]


def load_lexicon(path: Path = LEXICON) -> Lexicon:
    """Read and compile a file of words.

    Raises:
        PipelineError: the file is no lexicon; the message names it and all that is wrong with it.
    """
    try:
        return Lexicon(**yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, TypeError, yaml.YAMLError) as error:
        raise PipelineError(f"{path.name} needs mending: {error}") from error


@cache
def lexicon() -> Lexicon:
    """The words of the package."""
    return load_lexicon()


def any_of(words: tuple[str, ...]) -> str:
    """A pattern that matches the longest of the words."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
