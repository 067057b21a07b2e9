"""`juesuan nightly` over three nights: news, none, and a portal that is out."""

import json
import os
import subprocess
import sys
from pathlib import Path

from demo.document import TypesetDocument
from demo.portal_server import PortalServer, serve

ROOT = Path(__file__).parents[2]


def night(home: Path, server: PortalServer) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, in an environment in which only the served portals exist for it."""
    environment = {name: value for name, value in os.environ.items() if name != "DAGSTER_HOME"}
    environment |= {
        "JUESUAN_HOME": str(home),
        "JUESUAN_ALLOW_LOOPBACK": "1",
        "JUESUAN_PORTALS": str(server.portals_folder),
        "JUESUAN_PORTAL_IDS": ",".join(server.portal_ids),
    }
    return subprocess.run(
        [sys.executable, "-m", "pipelines.nightly"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
    )


def test_a_night_with_news_publishes_one_without_says_so_and_one_without_a_portal_fails(
    home: Path, tmp_path: Path, disclosure: TypesetDocument
) -> None:
    entry = {
        "site": "static_columns",
        "portal_id": "example_city",
        "publisher_zh": disclosure.figures.unit_name_zh,
        "region_code": "310107",
        "unit_name_zh": disclosure.figures.unit_name_zh,
        "fiscal_year": disclosure.figures.fiscal_year,
        "title_zh": f"{disclosure.figures.unit_name_zh}{disclosure.figures.fiscal_year}年度单位决算",
        "published_date": disclosure.figures.published_date.isoformat(),
        "file": str(disclosure.path),
    }
    (tmp_path / "manifest.json").write_text(json.dumps([entry]), encoding="utf-8")
    with serve(tmp_path / "manifest.json") as server:
        first = night(home, server)
        assert first.returncode == 0, first.stderr
        assert f"{len(disclosure.amounts)} amounts" in first.stdout
        release = (home / "current").resolve()

        second = night(home, server)
        assert second.returncode == 0, second.stderr
        assert second.stdout == "nothing new since the last release: nothing to read, build or publish\n"

    third = night(home, server)
    assert third.returncode == 1
    assert "failed: check portals_answered of documents: example_city: outage" in third.stderr
    assert (home / "current").resolve() == release
    assert len(list((home / "logs").glob("nightly-*.log"))) == 3
