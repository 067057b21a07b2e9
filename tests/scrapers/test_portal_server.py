"""The simulator: addresses that last, validators, and a clear word about a manifest it cannot use."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from demo.portal_server import PortalServer, serve
from demo.sites.static_columns import file_path
from scrapers.portal import load_portals
from tests.scrapers.conftest import MakeBench, write_pdf


def entry(portal_id: str = "demo_city", site: str = "static_columns", **other: object) -> dict[str, object]:
    return {
        "site": site,
        "portal_id": portal_id,
        "publisher_zh": "示例市财政局",
        "region_code": "140100",
        "unit_name_zh": "示例市档案馆",
        "fiscal_year": 2024,
        "title_zh": "示例市档案馆2024年度单位决算公开",
        "published_date": "2025-08-20",
        "file": "a.pdf",
        **other,
    }


def write_manifest(folder: Path, *entries: dict[str, object]) -> Path:
    write_pdf(folder / "a.pdf", "an account")
    (folder / "manifest.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    return folder / "manifest.json"


def test_a_second_start_takes_the_ports_of_the_first_so_addresses_stay(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, entry(), entry("demo_county", "hanweb_jpaas"))
    with serve(manifest) as server:
        columns = [server.column_address(portal_id) for portal_id in server.portal_ids]
    with serve(manifest) as again:
        assert [again.column_address(portal_id) for portal_id in again.portal_ids] == columns
        with serve(manifest) as third:  # ports that are taken are no obstacle
            assert not {third.port(name) for name in third.portal_ids} & {again.port(name) for name in again.portal_ids}


def test_the_portal_files_it_writes_are_good(make_bench: MakeBench) -> None:
    bench = make_bench(3)
    portals = load_portals([bench.server.portals_folder])
    assert {each.family for each in portals.values()} == {"static_columns", "hanweb_jpaas"}
    assert all(each.is_on_loopback and each.expectations.min_documents == 3 for each in portals.values())


def test_an_unchanged_file_is_answered_with_304_by_either_validator(make_bench: MakeBench) -> None:
    bench = make_bench(1, {"demo_city": "static_columns"})
    item = bench.server.sites["demo_city"].published[0]
    address = bench.server.address("demo_city", file_path(item))
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


def test_everything_can_stand_on_one_portal_of_any_family(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path, entry(), entry("demo_county", "hanweb_jpaas", fiscal_year=2023))
    with serve(manifest, "ucap_columns") as server:
        assert server.portal_ids == ("simulated_portal",)
        assert [each.fiscal_year for each in server.sites["simulated_portal"].published] in ([2023, 2024], [2024, 2023])
    with pytest.raises(ValueError, match="there is no simulated family 'gopher', only any_portal, "):
        serve(manifest, "gopher")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"fiscal_year": "2024"}, "entry 1: fiscal_year: must be int"),
        ({"site": "gopher"}, "site: 'gopher' is not one of any_portal, "),
        ({"file": "missing.pdf"}, "entry 1: file: "),
    ],
)
def test_a_wrong_manifest_is_named_with_entry_and_key(tmp_path: Path, change: dict[str, object], message: str) -> None:
    manifest = write_manifest(tmp_path, {**entry(), **change})
    with pytest.raises(ValueError, match=r"manifest\.json") as error:
        serve(manifest)
    assert message in str(error.value)


def test_entries_of_one_portal_have_one_family(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="portal demo_city: its entries name more than one site"):
        serve(write_manifest(tmp_path, entry(), entry(site="hanweb_jpaas")))


def test_the_simulator_listens_on_this_machine_only(make_bench: MakeBench) -> None:
    server: PortalServer = make_bench(1).server
    assert all(listener.server_address[0] == "127.0.0.1" for listener in server._listeners.values())
