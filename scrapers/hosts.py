"""Which hosts may be asked: declared ones, and never the machine's own network unless a setting says so.

Put here: the rules about hosts that the portal model, the downloader middleware and the resolver share.
Keep out: requests.
"""

import ipaddress
import os
from urllib.parse import urlsplit

ALLOW_LOOPBACK = "JUESUAN_ALLOW_LOOPBACK"
"""Environment setting: `1` lets portals of the demo and of tests stand on this machine."""

_STANDARD_PORTS = {"http": 80, "https": 443}


def is_loopback_allowed() -> bool:
    """Whether the environment allows hosts of this machine and its network."""
    return os.environ.get(ALLOW_LOOPBACK) == "1"


def is_private_address(name: str) -> bool:
    """Whether a host name is an IP address (or `localhost`) that is not on the public internet.

    Covers loopback, private, link-local, reserved and multicast addresses, and IPv4 ones dressed as IPv6.
    """
    name = name.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        # 2130706433, 0x7f.1 and 127.1 are spellings of addresses that some resolvers understand.
        return bool(name) and all(part[:1].isdigit() for part in name.split("."))
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global or address.is_multicast


def is_loopback(host: str) -> bool:
    """Whether a declared host (`name` or `name:port`) is this machine itself."""
    name = host.rpartition(":")[0] or host
    return name == "localhost" or name.startswith("127.") or name == "[::1]"


def host_of(address: str) -> str:
    """The host of an address as portal files write it: `name`, with `:port` only where it is not the standard one."""
    parts = urlsplit(address)
    name = (parts.hostname or "").lower()
    if ":" in name:
        name = f"[{name}]"
    try:
        port = parts.port
    except ValueError:
        return ""
    return name if port in (None, _STANDARD_PORTS.get(parts.scheme)) else f"{name}:{port}"


def refusal(address: str, allowed_hosts: frozenset[str]) -> str | None:
    """Why an address must not be requested, or None where it may."""
    parts = urlsplit(address)
    if parts.scheme not in _STANDARD_PORTS:
        return f"scheme {parts.scheme or '(none)'} is not requested, only http and https"
    host = host_of(address)
    if host not in allowed_hosts:
        return f"host {host or '(none)'} is not among the portal's allowed_hosts"
    if is_private_address(parts.hostname or "") and not is_loopback_allowed():
        return f"host {host} is a private address; only tests and the demo set {ALLOW_LOOPBACK}=1"
    return None
