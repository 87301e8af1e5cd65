"""The guard of outgoing connections: which addresses on the internet a page may be fetched from.

It acts on the resolved address at the moment of connecting, so that no spelling of a host name, no redirect and no
second answer of a name server gets round it; the socket is opened to the very address that was checked.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from wordpace.errors import AddressForbidden, WordpaceError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Sequence[str]]
"""(host, port) -> its numeric addresses in order of preference; raises OSError or UnicodeError where it has none."""

# From the special-purpose registries of IANA, and what they miss. The standard library's `is_global` alone passes
# multicast, 6to4, NAT64 and the cloud's own services.
_FORBIDDEN_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata service (100.100.100.200)
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's wire server
        "169.254.0.0/16",  # link-local; metadata services (169.254.169.254, 169.254.170.2)
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata service (192.0.0.192)
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast tunnels (AMT)
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# Everything outside is loopback, private, link-local, multicast, SRv6, or holds an IPv4 address (mapped, compatible,
# NAT64); the cloud's fd00:ec2::254 is private.
_GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")
_FORBIDDEN_V6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: holds an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the former 6bone
        "3fff::/20",  # documentation
    )
)


def is_public(address: Address) -> bool:
    """Whether `address` is global unicast and leads to no special service."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _FORBIDDEN_V4)
    return address in _GLOBAL_UNICAST_V6 and not any(address in network for network in _FORBIDDEN_V6)


def is_loopback_name(host: str) -> bool:
    """Whether a host's name or address is that of this machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks from their CIDR form ("10.1.0.0/16"). Raises WordpaceError naming the one that is wrong."""
    networks = []
    for text in texts:
        try:
            networks.append(ip_network(text))
        except ValueError as error:
            raise WordpaceError(f"{text!r} is not a network: {error}", "Write it as 192.168.1.0/24") from error
    return tuple(networks)


def allowed_addresses(host: str, resolved: Iterable[str], private_networks: Sequence[Network] = ()) -> list[str]:
    """Those of a host's resolved addresses that are public or in `private_networks`.

    A host that has others too may still be read, from these: where a network translates IPv4 to IPv6 (DNS64), every
    site gets a forbidden NAT64 address besides its own. Raises AddressForbidden where none is left.
    """
    allowed = []
    for text in resolved:
        address = ip_address(text)
        if is_public(address) or any(address in network for network in private_networks):
            allowed.append(text)
    if not allowed:
        raise AddressForbidden(
            f"{host} is on a private network, and Wordpace reads public pages only",
            "Save the page as HTML, or name the network in the setting private_networks",
        )
    return allowed


def resolve_host(host: str, port: int) -> list[str]:
    """The host's numeric addresses, as the system resolves them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))


def resolve_within(seconds: float, resolve: Resolve, host: str, port: int) -> Sequence[str]:
    """What `resolve` answers within `seconds`. Raises TimeoutError after that, else what `resolve` raises.

    The system's resolver knows no time limit, so it works in a thread that is left behind when it takes too long.
    """
    answer: Future[Sequence[str]] = Future()

    def ask() -> None:
        try:
            answer.set_result(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name="resolve", daemon=True).start()
    return answer.result(seconds)
