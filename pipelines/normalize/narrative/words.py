"""The words of the text, read from words.yml and compiled.

Put here: the shape of the file. Keep out: the words, and what is done with them.
"""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.errors import PipelineError

WORDS = Path(__file__).with_name("words.yml")
Pattern = re.Pattern[str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NamedItems(_Strict):
    """Where a list of economic items stands, and how its names are parted."""

    section: Pattern
    opening: Pattern
    closing: Pattern
    separators: Pattern
    trailing: Pattern


class Words(_Strict):
    """All the words."""

    template_residue: tuple[Pattern, ...]
    placeholder: tuple[Pattern, ...]
    missing_word: tuple[Pattern, ...]
    share_without_sign: tuple[Pattern, ...]
    named_items: NamedItems
    purpose: Pattern
    usage: dict[str, Pattern]
    against_budget: Pattern
    above: Pattern
    below: Pattern
    reason: Pattern
    rising: Pattern
    falling: Pattern
    moved: tuple[Pattern, ...]
    steps: tuple[Pattern, ...]
    parts: Pattern
    not_reasons: Pattern
    unit_label: Pattern
    cover_dates: dict[str, Pattern]
    current_year: tuple[Pattern, ...]
    prior_year: tuple[Pattern, ...]
    not_of_accounts: Pattern
    own_date: Pattern
    base_year: Pattern
    title_year: Pattern
    unit_named: tuple[Pattern, ...]
    unit_ending: Pattern
    own_words: Pattern
    form_execution: Pattern
    form_count: Pattern
    not_yet_done: Pattern
    declarations: dict[str, tuple[Pattern, ...]]
    declared_empty: dict[str, tuple[Pattern, ...]]


def load_words(path: Path = WORDS) -> Words:
    """Read and compile a file of words.

    Raises:
        PipelineError: the file lacks something or holds something unknown; the message names it all.
    """
    try:
        return Words(**yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, TypeError, yaml.YAMLError) as error:
        raise PipelineError(f"{path.name} needs mending: {error}") from error


@cache
def words() -> Words:
    """The words of the package."""
    return load_words()
