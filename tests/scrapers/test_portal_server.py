"""The demo's portal server: addresses that last, and a clear word about a manifest it cannot use."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.portal_server import serve
from scrapers.portal import load_portals
from tests.scrapers.conftest import Bench

MakeBench = Callable[[int], Bench]


def test_a_second_start_takes_the_port_of_the_first_so_addresses_stay(make_bench: MakeBench) -> None:
    bench = make_bench(2)
    manifest, port, paths = bench.files / "manifest.json", bench.server.port, bench.server.paths("demo_city")
    bench.server.__exit__(None, None, None)
    with serve(manifest) as again:
        assert again.port == port
        assert again.paths("demo_city") == paths


def test_a_taken_port_is_no_obstacle(make_bench: MakeBench) -> None:
    bench = make_bench(1)
    with serve(bench.files / "manifest.json") as other:
        assert other.port != bench.server.port


def test_the_portal_files_it_writes_are_good(make_bench: MakeBench) -> None:
    bench = make_bench(3)
    portals = load_portals([bench.server.portals_folder])
    assert {each.family for each in portals.values()} == {"static_columns", "hanweb_jpaas"}
    assert all(each.is_on_loopback and each.expectations.min_documents == 3 for each in portals.values())


def test_an_unchanged_file_is_answered_with_304_by_either_validator(make_bench: MakeBench) -> None:
    bench = make_bench(1)
    address = f"http://127.0.0.1:{bench.server.port}{bench.path_in('demo_city', '.pdf')}"
    with urllib.request.urlopen(address) as answer:
        assert answer.read().startswith(b"%PDF-")
        validators = {
            "If-None-Match": answer.headers["ETag"],
            "If-Modified-Since": answer.headers["Last-Modified"],
        }
    for name, value in validators.items():
        with pytest.raises(urllib.error.HTTPError) as error:
            urllib.request.urlopen(urllib.request.Request(address, headers={name: value}))
        assert error.value.code == 304


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("fiscal_year", "2024", "entry 1: fiscal_year: must be int"),
        ("site", "gopher", "entry 1: site: 'gopher' is not one of trs, hanweb"),
        ("file", "missing.pdf", "entry 1: file: "),
    ],
)
def test_a_wrong_manifest_is_named_with_entry_and_key(tmp_path: Path, key: str, value: str, message: str) -> None:
    entry = {
        "site": "trs",
        "portal_id": "demo_city",
        "publisher_zh": "示例市财政局",
        "region_code": "140100",
        "unit_name_zh": "示例市档案馆",
        "fiscal_year": 2024,
        "title_zh": "示例市档案馆2024年度单位决算公开",
        "published_date": "2025-08-20",
        "file": "manifest.json",
    }
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps([{**entry, key: value}], ensure_ascii=False), encoding="utf-8")
    with pytest.raises(ValueError, match=r"manifest\.json") as error:
        serve(manifest)
    assert message in str(error.value)
