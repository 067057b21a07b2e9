"""Settings of a run: where things lie and how much a document may cost.

Put here: everything an operator may set through the environment, with its default and its reason.
Keep out: facts about portals (scrapers/portals), layouts (pipelines/layouts) and Dagster's own settings (dagster.yaml).
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipelines.errors import PipelineError
from warehouse.terms import Terms, find_licence

PREFIX: Final = "JUESUAN_"

EngineName = Literal["serial", "process", "ray"]


class SettingsError(PipelineError):
    """A setting that cannot be understood; the message names the variable, what it says and what it may say."""


class Limits(BaseModel):
    """What one document may take; whoever takes more is stopped and becomes a record.

    A hundred pages take about one second and 0.4 GiB beyond the libraries' own 0.8 GiB of address space.
    """

    model_config = ConfigDict(frozen=True)

    seconds: Annotated[float, Field(gt=0)] = 38.0
    """Wall-clock seconds."""
    cpu_seconds: Annotated[int, Field(gt=0)] = 30
    """Processor seconds."""
    memory_bytes: Annotated[int, Field(ge=256 * 2**20)] = 2 * 2**30
    """Address space, the preloaded libraries included."""
    file_bytes: Annotated[int, Field(gt=0)] = 512 * 2**20
    """The largest file that may be written."""
    open_files: Annotated[int, Field(ge=32)] = 256
    document_bytes: Annotated[int, Field(gt=0)] = 256 * 2**20
    """The largest document that is opened at all."""


class Settings(BaseModel):
    """The settings of one run.

    | variable | field | default |
    |---|---|---|
    | JUESUAN_HOME | home | ./var |
    | JUESUAN_ENGINE | engine | process |
    | JUESUAN_WORKERS | workers | one a processor |
    | JUESUAN_RAY_ADDRESS | ray_address | a cluster on this machine |
    | JUESUAN_PORTAL_IDS | portal_ids, with commas between | all |
    | JUESUAN_LICENCE | licence, a name of warehouse/terms.yml or an address | CC-BY-4.0 |
    | JUESUAN_PUBLISHER | publisher, who publishes the data | nobody is named |
    | JUESUAN_CONTACT_URL | contact_url, where to ask for a correction or removal | nothing is named |
    | JUESUAN_LIMIT_<FIELD OF LIMITS> | limits | see `Limits` |
    """

    model_config = ConfigDict(frozen=True)

    home: Path
    engine: EngineName = "process"
    workers: Annotated[int, Field(ge=1)]
    ray_address: str | None = None
    portal_ids: tuple[str, ...] = ()
    """The portals that are crawled; empty: all that are described."""
    licence: str = ""
    publisher: str | None = None
    contact_url: str | None = None
    limits: Limits = Limits()

    @field_validator("licence")
    @classmethod
    def _known(cls, word: str) -> str:
        find_licence(word)
        return word

    @property
    def terms(self) -> Terms:
        """Under which terms releases are published."""
        return Terms(self.licence, self.publisher, self.contact_url)

    @property
    def shards(self) -> Path:
        """The folder of all shards, one subfolder a version of the reader."""
        return self.home / "shards"

    @property
    def sightings(self) -> Path:
        """The folder of sightings, one subfolder a portal."""
        return self.home / "sightings"

    @property
    def work_file(self) -> Path:
        """The private DuckDB file in which a build happens; readers use `current` instead."""
        return self.home / "warehouse" / "work.duckdb"

    @property
    def current(self) -> Path:
        """The symbolic link to the newest release."""
        return self.home / "current"

    @property
    def logs(self) -> Path:
        """The folder of log files."""
        return self.home / "logs"


def available_processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS has no affinity
        return os.cpu_count() or 1


def read_settings(environment: Mapping[str, str] | None = None, *, home: Path | None = None) -> Settings:
    """Return the settings that the environment gives; `home` goes before $JUESUAN_HOME.

    Raises:
        SettingsError: when a variable has a value that its field cannot take.
    """
    values = os.environ if environment is None else environment
    given: dict[str, object] = {
        field: values[PREFIX + field.upper()]
        for field in ("engine", "workers", "ray_address", "licence", "publisher", "contact_url")
        if values.get(PREFIX + field.upper())
    }
    if portal_ids := values.get(f"{PREFIX}PORTAL_IDS"):
        given["portal_ids"] = tuple(word.strip() for word in portal_ids.split(",") if word.strip())
    limits = {
        field: values[f"{PREFIX}LIMIT_{field.upper()}"]
        for field in Limits.model_fields
        if values.get(f"{PREFIX}LIMIT_{field.upper()}")
    }
    folder = home or Path(values.get(f"{PREFIX}HOME") or "var")
    try:
        return Settings.model_validate(
            {"workers": available_processors(), **given, "home": folder.expanduser().absolute(), "limits": limits}
        )
    except ValidationError as problem:
        raise SettingsError(_explain(problem)) from problem


def _explain(problem: ValidationError) -> str:
    lines = []
    for error in problem.errors():
        name = "_".join(str(part).upper() for part in error["loc"]).replace("LIMITS_", "LIMIT_")
        lines.append(f"{PREFIX}{name} is {error['input']!r}: {error['msg']}")
    return "; ".join(lines)
