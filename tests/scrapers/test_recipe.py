"""The recipe of CONTRIBUTING.md, "One more portal", followed to the letter against the simulator."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.scrapers.conftest import ROOT
from tests.scrapers.test_portal_server import entry, write_manifest

PORTAL_FILE = """# 示例市: learnt from the simulator.
# The list comes by a POST; titles are whole.
publisher: {{name_zh: 示例市财政局, name_en: Example Finance Bureau}}
region_code: "140100"
family: ucap_columns
parameters: {{channel_id: c100153}}
columns:
  - title_zh: 部门决算公开
    address: {address}
allowed_hosts: ["{host}"]
publication_window: {{opens: "08-15", closes: "10-31"}}
expectations: {{min_documents: 1, last_fiscal_year: 2024}}
delay_seconds: 0
verified: never
"""


def juesuan(*words: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JUESUAN_ALLOW_LOOPBACK": "1", "JUESUAN_PORTALS": str(folder)}
    command = [sys.executable, "-m", "pipelines.cli", *words, *([] if "check" in words else ["--home", str(home)])]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_one_file_is_enough_for_one_more_portal_of_a_known_family(tmp_path: Path) -> None:
    manifest = write_manifest(
        tmp_path, entry(), entry("demo_county", "hanweb_jpaas", title_zh="示例市图书馆2023年度单位决算")
    )
    folder, home = tmp_path / "portals_of_mine", tmp_path / "home"
    folder.mkdir()
    served = subprocess.Popen(
        [sys.executable, "-m", "demo.portal_server", "--family", "ucap_columns", "--manifest", str(manifest)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert served.stdout is not None
        match = re.search(r"http://(127\.0\.0\.1:\d+)\S+", served.stdout.readline())
        assert match is not None
        while "juesuan crawl" not in served.stdout.readline():
            pass

        (folder / "example_city.yml").write_text("family: ucap_columns\n", encoding="utf-8")
        wrong = juesuan("portals", "check", folder=folder, home=home)
        text = PORTAL_FILE.format(address=match[0], host=match[1])
        (folder / "example_city.yml").write_text(text, encoding="utf-8")
        right = juesuan("portals", "check", folder=folder, home=home)
        sample = juesuan("crawl", "example_city", "--sample", "1", folder=folder, home=home)
        whole = juesuan("crawl", "example_city", folder=folder, home=home)
        listed = juesuan("portals", folder=folder, home=home)
    finally:
        served.terminate()
        served.wait(timeout=10)
        assert served.stdout is not None
        served.stdout.close()

    assert wrong.returncode == 1
    assert f"{folder / 'example_city.yml'}: error: region_code: this key is missing" in wrong.stdout
    assert right.returncode == 0, right.stdout
    assert sample.returncode == 0, sample.stderr
    assert "example_city: ok: 1 listed, 1 stored" in sample.stdout
    assert "example_city: taken: 示例市档案馆2024年度单位决算公开" in sample.stderr
    assert whole.returncode == 0, whole.stderr
    assert "example_city: ok: 2 listed, 1 unchanged, 1 not modified" in whole.stdout, "both have the same bytes here"
    assert re.search(r"example_city: ignored: .*年度部门预算公开 \(.*budget", whole.stderr), whole.stderr
    assert re.search(r"^example_city +示例市财政局 +ucap_columns +never +\S+ \S+ +ok +2", listed.stdout, re.MULTILINE)
