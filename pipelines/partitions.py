"""The partitions of a crawl: portal × fiscal year.

Put here: which partitions there are and what they mean for the crawler's command.
Keep out: partitions of anything else. Documents have none: there are too many, their shards tell what is done.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from dagster import MultiPartitionsDefinition, StaticPartitionsDefinition

from pipelines.errors import PipelineError
from pipelines.settings import Settings, read_settings
from scrapers.portal import load_portals

PORTAL: Final = "portal"
FISCAL_YEAR: Final = "fiscal_year"

# The first year that central departments disclosed: 国务院 asked for it in 2010, for the accounts of that year.
FIRST_FISCAL_YEAR: Final = 2010

RANGE_START_TAG: Final = "dagster/asset_partition_range_start"
RANGE_END_TAG: Final = "dagster/asset_partition_range_end"


class NoPortalError(PipelineError):
    """There is no portal to crawl."""


def fiscal_years(today: date) -> list[str]:
    """Return the fiscal years whose accounts can be out: accounts of a year are disclosed in the years after it."""
    return [str(year) for year in range(FIRST_FISCAL_YEAR, today.year)]


def chosen_portals(settings: Settings) -> list[str]:
    """Return the ids of the portals to crawl, sorted.

    Raises:
        NoPortalError: when the settings name a portal that no file describes.
    """
    described = load_portals().keys()
    unknown = sorted(set(settings.portal_ids) - described)
    if unknown:
        raise NoPortalError(
            f"JUESUAN_PORTAL_IDS names {', '.join(unknown)}, described are {', '.join(sorted(described))}: correct it"
        )
    return sorted(settings.portal_ids or described)


def crawl_partitions() -> MultiPartitionsDefinition:
    """Return the partitions for the portal files that are there now, or for those of them that the settings name."""
    return MultiPartitionsDefinition(
        {
            PORTAL: StaticPartitionsDefinition(chosen_portals(read_settings())),
            FISCAL_YEAR: StaticPartitionsDefinition(fiscal_years(date.today())),
        }
    )


def whole_range_tags(partitions: MultiPartitionsDefinition) -> dict[str, str]:
    """Return the tags that make one run cover all partitions.

    Raises:
        NoPortalError: when there is no portal.
    """
    first, last = partitions.get_first_partition_key(), partitions.get_last_partition_key()
    if first is None or last is None:
        raise NoPortalError(
            "no portal is described: add a file to scrapers/portals, or name a folder in $JUESUAN_PORTALS"
        )
    return {RANGE_START_TAG: first, RANGE_END_TAG: last}


def crawls_of(keys: Iterable[str], partitions: MultiPartitionsDefinition) -> list[tuple[list[str], int | None]]:
    """Return the crawls that cover partitions, as portals and a year; no year where all of them are wanted.

    Whole portals are one crawl, because their listings are not arranged by year; the rest is one crawl a year.
    """
    all_years = set(partitions.get_partitions_def_for_dimension(FISCAL_YEAR).get_partition_keys())
    years_of: dict[str, set[str]] = {}
    for key in keys:
        dimensions = partitions.get_partition_key_from_str(key).keys_by_dimension
        years_of.setdefault(dimensions[PORTAL], set()).add(dimensions[FISCAL_YEAR])
    whole = sorted(portal for portal, years in years_of.items() if years == all_years)
    crawls: list[tuple[list[str], int | None]] = [(whole, None)] if whole else []
    for year in sorted({year for portal, years in years_of.items() if portal not in whole for year in years}):
        portals = sorted(portal for portal, years in years_of.items() if portal not in whole and year in years)
        crawls.append((portals, int(year)))
    return crawls
