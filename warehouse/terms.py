"""Under which terms a release is published: its licence, who publishes it, and whom to ask.

Put here: choosing a licence from warehouse/terms.yml.
Keep out: the texts themselves (terms.yml), where an operator says which (pipelines.settings), and the licence of the
code (LICENSE).
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

_FILE: Final = Path(__file__).with_suffix(".yml")
_ADDRESS: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Terms:
    """What whoever publishes a release says of it; by default nobody in particular, under the project's licence."""

    licence: str = ""
    """A name of terms.yml or the address of another licence; empty: the default of terms.yml."""
    publisher: str | None = None
    contact_url: str | None = None
    """Where to ask for a correction or a removal."""


@cache
def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return texts


def find_licence(word: str) -> dict[str, str]:
    """Return a licence as a data package says it: `name`, `title` and `path`.

    Args:
        word: a name of terms.yml in any case, the address of another licence, or empty for the default.

    Raises:
        ValueError: for any other word.
    """
    licences: list[dict[str, str]] = _texts()["licences"]
    wanted = (word or _texts()["default"]).lower()
    for licence in licences:
        if licence["name"].lower() == wanted:
            return dict(licence)
    if _ADDRESS.fullmatch(word):
        return {"name": "other", "title": "Another licence 其他许可", "path": word}
    known = ", ".join(licence["name"] for licence in licences)
    raise ValueError(f"use {known}, or the address of another licence (https://…)")


def rights() -> dict[str, str]:
    """Return what the licence covers and what not, by language (`en`, `zh`)."""
    return {language: " ".join(_texts()[f"rights_{language}"].split()) for language in ("en", "zh")}
