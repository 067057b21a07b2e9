"""The words by which a self-evaluation form is understood, from words.yml.

Put here: the shape of that file and the questions asked of it.
Keep out: any word of a form (words.yml) and where on a page a word stands (the modules beside).
"""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.errors import PipelineError
from pipelines.normalize.text import squeeze

WORDS_FILE = Path(__file__).with_name("words.yml")
_LONGEST_LABEL = 20
_REMARK = re.compile(r"(?:\([^()]*\))+$")


class Words(BaseModel):
    """Patterns over squeezed text; in a mapping the first that matches decides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    not_title: str
    labels: dict[str, str]
    fund_columns: dict[str, str]
    parts: dict[str, str]
    fund_kinds: dict[str, str]
    indicator_columns: dict[str, str]
    level_words: dict[str, str]
    goals: str
    total: str
    grade: str

    def is_title(self, line: str) -> bool:
        """Whether a line names a project self-evaluation form."""
        text = _bare(line)
        return bool(re.search(self.title, text)) and not re.search(self.not_title, text)

    def label_of(self, text: str) -> str | None:
        """Which label a text is: project, department, unit, grade, other."""
        return _whole(self.labels, text)

    def is_project_label(self, text: str) -> bool:
        """Whether a text is the label of the project's name (asked of every cell of a document)."""
        if len(text) > _LONGEST_LABEL or text[0].isdigit():
            return False
        return _whole({"project": self.labels["project"]}, text) is not None

    def fund_column(self, text: str) -> str | None:
        """The column of the fund lines that a heading names."""
        return _whole(self.fund_columns, text)

    def fund_part(self, text: str) -> str | None:
        """The column that a heading below another one names."""
        return _whole(self.parts, text)

    def fund_kind(self, label: str) -> str | None:
        """What a fund line counts: total, carryover, other, fiscal."""
        text = squeeze(label).rstrip(":")
        return next((kind for kind, pattern in self.fund_kinds.items() if re.search(pattern, text)), None)

    def indicator_column(self, text: str) -> str | None:
        """The column of the indicator lines that a heading names."""
        return _whole(self.indicator_columns, text)

    def levels_of(self, text: str) -> frozenset[str]:
        """The levels of which a text is a usual word: level1, level2, both (成本指标) or none."""
        bare = _bare(text)
        return frozenset(level for level, pattern in self.level_words.items() if re.fullmatch(pattern, bare))

    def is_goals(self, text: str) -> bool:
        """Whether a text is the label of the goals of the year."""
        return bool(re.fullmatch(self.goals, _bare(text)))

    def is_total(self, text: str) -> bool:
        """Whether a text is the label of the total score."""
        return bool(re.fullmatch(self.total, _bare(text)))

    def is_grade(self, text: str) -> bool:
        """Whether a text is a grade."""
        return bool(re.fullmatch(self.grade, squeeze(text)))


def load_words(path: Path = WORDS_FILE) -> Words:
    """Read the words of a file.

    Raises:
        PipelineError: the file does not have the shape of `Words`, or one of its patterns is none.
    """
    try:
        words = Words(**yaml.safe_load(path.read_text(encoding="utf-8")))
        for value in words.model_dump().values():
            for pattern in value.values() if isinstance(value, dict) else [value]:
                re.compile(pattern)
    except (ValidationError, TypeError, yaml.YAMLError, re.error) as error:
        raise PipelineError(f"{path.name} needs mending: {error}") from error
    return words


@cache
def known_words() -> Words:
    """The words of the project, read once a process."""
    return load_words()


def _bare(text: str) -> str:
    """A squeezed text without remarks in brackets and punctuation at its end."""
    return _REMARK.sub("", squeeze(text).rstrip(":")).rstrip(":")


def _whole(patterns: dict[str, str], text: str) -> str | None:
    """The first key whose pattern is the whole of a text, with its remarks or without them."""
    squeezed = squeeze(text).rstrip(":")
    bare = _REMARK.sub("", squeezed).rstrip(":")
    for key, pattern in patterns.items():
        if re.fullmatch(pattern, squeezed) or (bare != squeezed and re.fullmatch(pattern, bare)):
            return key
    return None
