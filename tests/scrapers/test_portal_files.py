"""Every portal file that is shipped, and what is said about a bad one."""

from pathlib import Path

import pytest

from scrapers.families import families
from scrapers.hosts import ALLOW_LOOPBACK, is_private_address, refusal
from scrapers.portal import EXTRA_FOLDER, PORTALS_FOLDER, PortalFileError, load_portal, load_portals

GOOD = """
publisher: {name_zh: 示例市财政局, name_en: Example}
region_code: "140100"
family: static_columns
columns: [{title_zh: 决算, address: "https://czj.example.gov.cn/jsgk/"}]
allowed_hosts: [czj.example.gov.cn]
publication_window: {opens: "08-01", closes: "10-31"}
expectations: {min_documents: 1}
verified: never
"""


def write(folder: Path, text: str, name: str = "example_city.yml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("path", sorted(PORTALS_FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_every_portal_file_is_complete_polite_and_public(path: Path) -> None:
    portal = load_portal(path)
    assert portal.portal_id == path.stem
    assert portal.delay_seconds >= 5
    assert not any(is_private_address(host) for host in portal.allowed_hosts)
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.lstrip().startswith("#")]
    assert len(comments) >= 2, "what is odd about a portal is said in comments"
    for host in portal.allowed_hosts:
        is_explained = any(host in comment for comment in comments)
        assert host.endswith(".gov.cn") or is_explained, "clones copy government pages: say why the host is right"


def test_there_are_portals_of_every_family() -> None:
    portals = load_portals([PORTALS_FOLDER])
    assert len(portals) >= 20
    assert {portal.family for portal in portals.values()} == set(families())


def test_a_folder_named_in_the_environment_is_walked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, GOOD)
    monkeypatch.setenv(EXTRA_FOLDER, str(tmp_path))
    assert {"example_city", "changsha_city"} <= load_portals().keys()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "verified: never",
            "",
            "verified: this key is missing; write the date of the last look at the portal, or never",
        ),
        ("verified: never", "verified: never\ncolumn: red", "column: no such key (did you mean columns?)"),
        ("min_documents: 1", "min_documents: -1", "expectations.min_documents: "),
        ('"140100"', "140100", "region_code: "),
        ("static_columns", "static_colums", "family: 'static_colums' is no family (did you mean static_columns?)"),
        ("https://czj", "ftp://czj", "columns.0.address: "),
        ("[czj.example.gov.cn]", "[example.gov.cn]", "host 'czj.example.gov.cn' is missing from allowed_hosts"),
        ("verified: never", "verified: never\ndelay_seconds: 0.5", "delay_seconds: 0.5 is under 1"),
        ("verified: never", "verified: never\nparameters: {depth: 1}", "parameters.depth: "),
        ("verified: never", "verified: perhaps", "verified.date: "),
        ("verified: never", "verified: never\nportal_id: x", "portal_id: leave it out"),
        ("publisher: {", "publisher: [", "cannot be read as YAML"),
    ],
)
def test_a_wrong_key_is_named_with_its_file(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(PortalFileError) as error:
        load_portal(path)
    assert message in str(error.value)
    assert all(problem.startswith(f"{path}: ") for problem in error.value.problems)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("verified: never", "").replace('"140100"', '"14"'), "one_city.yml")
    write(tmp_path, "[]", "two_city.yml")
    write(tmp_path, GOOD, "three_city.yaml")
    write(tmp_path, GOOD, "Four.yml")
    with pytest.raises(PortalFileError) as error:
        load_portals([tmp_path])
    assert len(error.value.problems) == 5


def test_a_file_with_the_required_keys_alone_is_polite(tmp_path: Path) -> None:
    portal = load_portal(write(tmp_path, GOOD))
    assert (portal.delay_seconds, portal.recheck_days, portal.parameters) == (5, 7, {})


@pytest.mark.parametrize(
    "name",
    [
        *("127.0.0.1", "localhost", "a.localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "[fe80::1]"),
        *("::ffff:127.0.0.1", "0.0.0.0", "2130706433", "127.1", "0x7f.1", "224.0.0.1"),
    ],
)
def test_addresses_of_this_machine_and_its_network_are_private(name: str) -> None:
    assert is_private_address(name)


@pytest.mark.parametrize("name", ["www.gov.cn", "219.145.244.73", "12371.cn", "2001:da8::1"])
def test_public_names_and_addresses_are_not(name: str) -> None:
    assert not is_private_address(name)


def test_only_declared_hosts_with_their_port_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ALLOW_LOOPBACK, raising=False)
    hosts = frozenset({"a.gov.cn", "b.gov.cn:5000", "127.0.0.1:80"})
    assert refusal("https://A.gov.cn/x", hosts) is None
    assert refusal("http://a.gov.cn:80/x", hosts) is None
    assert refusal("http://b.gov.cn:5000/x", hosts) is None
    for address in (
        "http://a.gov.cn:8080/",
        "http://b.gov.cn/",
        "http://a.gov.cn.evil.com/",
        "http://a.gov.cn@evil.com/",
    ):
        assert "not among" in (refusal(address, hosts) or "")
    assert "scheme" in (refusal("file:///etc/passwd", hosts) or "")
    assert "private" in (refusal("http://127.0.0.1:80/", frozenset({"127.0.0.1"})) or "")
