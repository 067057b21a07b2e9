"""What goes wrong with addresses: redirects, hosts, cookies, robots.txt, certificates, names that lead home."""

import asyncio
import datetime
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError

from demo.faults import Fault, cookie_first, loop, redirect, robots
from demo.sites.manifest import Item, Site
from demo.sites.static_columns import file_path
from scrapers.hosts import ALLOW_LOOPBACK
from scrapers.middlewares import PublicResolver
from scrapers.portal import Portal, load_portal
from scrapers.turns import Turns
from tests.scrapers.conftest import MakeBench
from tests.scrapers.scenarios import Scenario, check_scenarios, serve_scenarios


def first(site: Site) -> Item:
    return site.published[0]


def redirected(location: str) -> Callable[[Site], list[Fault]]:
    return lambda site: [Fault("file", redirect(location), first(site))]


ONE_REFUSED = {"stored": 2, "refused": 1}
NO_FILES = "User-agent: *\nDisallow: /zwgk/fdzdgknr/czyjs/*.pdf$\n"

SCENARIOS = [
    Scenario(
        "a redirect loop ends",
        lambda site: [Fault("file", loop, first(site))],
        "ok",
        {"stored": 2, "failed": 1},
        "max redirections reached",
    ),
    Scenario(
        "a redirect to a host that is not declared is not followed",
        redirected("http://localhost:1/x.pdf"),
        "ok",
        ONE_REFUSED,
        "host localhost:1 is not among the portal's allowed_hosts",
    ),
    Scenario(
        "a redirect to another port of the same host is one to another host",
        redirected("http://127.0.0.1:1/x.pdf"),
        "ok",
        ONE_REFUSED,
        "host 127.0.0.1:1 is not among",
    ),
    Scenario(
        "a redirect to an address of the cloud's own is not followed",
        redirected("http://169.254.169.254/latest/meta-data"),
        "ok",
        ONE_REFUSED,
        "host 169.254.169.254 is not among",
    ),
    Scenario(
        "a redirect to a private address is not followed, however it is spelt",
        redirected("http://2130706433/x.pdf"),
        "ok",
        ONE_REFUSED,
        "is not among",
    ),
    Scenario(
        "a redirect to a file of this machine is not followed",
        redirected("file:///etc/passwd"),
        "ok",
        ONE_REFUSED,
        "a redirect to file:///etc/passwd is not followed",
    ),
    Scenario(
        "a redirect within the portal is followed, and where it led is kept",
        lambda site: [Fault("file", redirect(file_path(site.published[1])), first(site))],
        "ok",
        {"stored": 2, "unchanged": 1},
    ),
    Scenario(
        "a session cookie that a redirect to the same address sets is kept",
        lambda site: [Fault(role, cookie_first) for role in ("listing", "detail", "file")],
    ),
    Scenario(
        "a robots.txt that forbids everything is obeyed",
        lambda site: [Fault("robots", robots("User-agent: juesuan\nDisallow: /\n"))],
        "blocked",
        {},
        "robots.txt forbids",
    ),
    Scenario(
        "a robots.txt that forbids files is obeyed for files",
        lambda site: [Fault("robots", robots(NO_FILES))],
        "ok",
        {"refused": 3},
        "robots.txt",
    ),
]


def test_no_address_leads_where_the_portal_file_does_not(tmp_path: Path, subtests: pytest.Subtests) -> None:
    bench = serve_scenarios(tmp_path, SCENARIOS)
    with bench.server:
        crawl = bench.crawl("--run-id", "first")

    check_scenarios(subtests, SCENARIOS, bench, crawl, "first")
    with subtests.test("where a redirect led is part of the sighting"):
        led = [(each.file_url, each.final_url) for each in bench.sightings("first") if each.final_url]
        assert len(led) == 1
        assert all(url.startswith("http://127.0.0.1") and url.endswith(".pdf") for pair in led for url in pair if url)
    with subtests.test("a forbidden portal was asked for its robots.txt and nothing else"):
        forbidden = next(each["portal_id"] for each in crawl.summaries.values() if each["outcome"] == "blocked")
        assert {each.role for each in bench.server.served if each.portal_id == forbidden} == {"robots"}


def test_this_machine_is_not_asked_without_the_setting_that_allows_it(make_bench: MakeBench) -> None:
    bench = make_bench(1, {"demo_city": "static_columns", "demo_county": "static_columns"})
    own_name = f"{socket.gethostname()}:{bench.server.port('demo_county')}"
    county = bench.server.portals_folder / "demo_county.yml"
    written = county.read_text(encoding="utf-8").replace(f"127.0.0.1:{bench.server.port('demo_county')}", own_name)
    county.write_text(written.replace("delay_seconds: 0", "delay_seconds: 1"), encoding="utf-8")
    city = bench.server.portals_folder / "demo_city.yml"

    crawl = bench.crawl(JUESUAN_ALLOW_LOOPBACK="0")

    assert crawl.exit_code == 1, city.read_text(encoding="utf-8")
    assert "private address" in crawl.summaries["demo_city"]["reason"]
    assert crawl.summaries["demo_county"]["outcome"] == "outage"
    assert not bench.server.served


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "100.64.0.1"])
def test_a_public_name_that_leads_to_a_private_address_is_not_resolved(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def resolve(resolver: object, name: str, timeout: object = ()) -> Deferred[str]:
        return succeed(address)

    monkeypatch.delenv(ALLOW_LOOPBACK, raising=False)
    monkeypatch.setattr("scrapy.resolver.CachingThreadedResolver.getHostByName", resolve)
    failures: list[object] = []
    resolver = PublicResolver.__new__(PublicResolver)

    resolver.getHostByName("www.example.gov.cn").addErrback(lambda failure: failures.append(failure.value))

    (failure,) = failures
    assert isinstance(failure, DNSLookupError)
    assert "leads to the private address" in str(failure)


def test_a_certificate_that_is_not_good_is_accepted_only_where_the_portal_file_says_why(make_bench: MakeBench) -> None:
    bench = make_bench(1, {"demo_city": "static_columns", "demo_county": "static_columns"})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed_certificate(bench.files))
    for portal_id in bench.server.portal_ids:
        bench.server.use_tls(portal_id, context)
        path = bench.server.portals_folder / f"{portal_id}.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("http://", "https://"), encoding="utf-8")
    bench.add_to_portal_file("demo_county", "certificate_problem: self-signed, seen 2026-11-24\n")

    crawl = bench.crawl()

    assert (crawl.summaries["demo_city"]["outcome"], crawl.summaries["demo_city"]["stored"]) == ("outage", 0)
    assert "certificate" in crawl.summaries["demo_city"]["reason"]
    assert (crawl.summaries["demo_county"]["outcome"], crawl.summaries["demo_county"]["stored"]) == ("ok", 1)


def self_signed_certificate(folder: Path) -> Path:
    """A key and a certificate for 127.0.0.1 that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def public_portal(folder: Path, portal_id: str, hosts: list[str]) -> Portal:
    path = folder / f"{portal_id}.yml"
    path.write_text(
        "publisher: {name_zh: 示例市财政局, name_en: Example}\n"
        'region_code: "140100"\nfamily: static_columns\n'
        f'columns: [{{title_zh: 决算, address: "https://{hosts[0]}/jsgk/"}}]\nallowed_hosts: {hosts}\n'
        'publication_window: {opens: "08-01", closes: "10-31"}\nexpectations: {min_documents: 1}\nverified: never\n',
        encoding="utf-8",
    )
    return load_portal(path)


def test_two_portals_that_share_a_host_are_never_crawled_at_once(tmp_path: Path) -> None:
    one = public_portal(tmp_path, "one_city", ["a.gov.cn", "files.gov.cn"])
    two = public_portal(tmp_path, "two_city", ["files.gov.cn", "b.gov.cn"])
    apart = public_portal(tmp_path, "three_city", ["c.gov.cn"])

    async def crawls() -> list[str]:
        turns, story = Turns(8), []
        await turns.take(one)
        story.append("one begins")
        waiting = asyncio.create_task(turns.take(two))
        waiting.add_done_callback(lambda task: story.append("two begins"))
        await turns.take(apart)
        story.append("three begins")
        story.append("one ends")
        turns.give_back(one)
        await waiting
        await asyncio.sleep(0)
        return story

    assert asyncio.run(crawls()) == ["one begins", "three begins", "one ends", "two begins"]
