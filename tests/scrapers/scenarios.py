"""Faults as a table: what goes wrong at a portal, and what a crawl has to make of it.

Put here: the shape of a scenario, and crawling all scenarios of a table at once, each on a portal of its own.
Keep out: the scenarios themselves (test_faults_*.py).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from demo.faults import Fault
from demo.sites.manifest import Site
from tests.scrapers.conftest import Bench, Crawl, make_site, open_bench

DISCLOSURES = 3
"""How many disclosures each portal of a table has."""


@dataclass(frozen=True)
class Scenario:
    """One fault. `looks` counts sightings of files and pages by outcome, without `ignored` and `read`; None: some have
    failed and none came to anything else (how many were under way at a wall is a matter of moments).

    `outcome` is the crawl's, `reason` a part of its reason, or of that of a look which was not stored.
    """

    sentence: str
    faults: Callable[[Site], Sequence[Fault]]
    outcome: str = "ok"
    looks: Mapping[str, int] | None = field(default_factory=lambda: {"stored": DISCLOSURES})
    reason: str = ""
    portal_file: str = ""
    family: str = "static_columns"


def portal_of(number: int) -> str:
    """The portal on which a scenario plays."""
    return f"scenario_{number:02}"


def serve_scenarios(folder: Path, scenarios: Sequence[Scenario]) -> Bench:
    """Serve a portal for each scenario, with its faults. The server is to be stopped."""
    sites = {}
    for number, scenario in enumerate(scenarios):
        sites[portal_of(number)] = make_site(folder, portal_of(number), scenario.family, DISCLOSURES)
    bench = open_bench(folder, sites)
    for number, scenario in enumerate(scenarios):
        bench.server.faults[portal_of(number)] = list(scenario.faults(sites[portal_of(number)]))
        bench.add_to_portal_file(portal_of(number), scenario.portal_file)
    return bench


def check_scenarios(
    subtests: pytest.Subtests, scenarios: Sequence[Scenario], bench: Bench, crawl: Crawl, run_id: str
) -> None:
    """Compare what a crawl made of each scenario with what it says."""
    for number, scenario in enumerate(scenarios):
        with subtests.test(scenario.sentence):
            portal_id = portal_of(number)
            summary = crawl.summaries[portal_id]
            sightings = bench.sightings(run_id, portal_id)
            looks = Counter(each.outcome for each in sightings if each.outcome not in ("ignored", "read"))
            wanted = dict.fromkeys(["failed"], looks["failed"] or 1) if scenario.looks is None else dict(scenario.looks)
            assert (summary["outcome"], dict(looks)) == (scenario.outcome, wanted), (
                summary["reason"],
                [each.reason for each in sightings if each.reason],
            )
            reasons = [each.reason for each in sightings if each.outcome in ("refused", "failed") and each.reason]
            assert scenario.reason in "\n".join([*reasons, summary["reason"] or ""]), reasons
            assert summary["is_alarm"] == (scenario.outcome in ("blocked", "outage", "drift"))
            assert bench.outcome(portal_id).outcome == scenario.outcome, "the outcome is kept as data"
