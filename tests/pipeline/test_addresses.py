"""The guard: which addresses a page may be fetched from."""

import socket
import threading
from ipaddress import ip_address

import pytest

from wordpace.errors import AddressForbidden, WordpaceError
from wordpace.pipeline.addresses import allowed_addresses, is_public, parse_networks, resolve_host, resolve_within

FORBIDDEN = {
    "this network": ["0.0.0.0", "0.1.2.3", "::"],
    "loopback": ["127.0.0.1", "127.255.255.254", "::1"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1"],
    "carrier-grade NAT": ["100.64.0.1", "100.127.255.255"],
    "link-local": ["169.254.0.1", "fe80::1", "fe80::1%1"],
    "site-local": ["fec0::1"],
    "metadata services": [
        *("169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254"),
        *("fd20:ce::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"),
    ],
    "IPv4-mapped": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8"],
    "IPv4-compatible": ["::127.0.0.1", "::8.8.8.8"],
    "IPv4-translated": ["::ffff:0:127.0.0.1"],
    "NAT64": ["64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::7f00:1"],
    "6to4": ["2002:7f00:1::", "2002:a00:1::1", "192.88.99.1"],
    "Teredo": ["2001::1", "2001:0:7f00:1::"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
    "benchmarks": ["198.18.0.1", "198.19.255.255", "2001:2::1"],
    "ORCHID": ["2001:10::1", "2001:20::1"],
    "protocol assignments": [
        "192.0.0.1",
        "192.0.0.9",
        "192.31.196.1",
        "192.52.193.1",
        "192.175.48.1",
        "2620:4f:8000::1",
    ],
    "multicast": ["224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
    "reserved": ["240.0.0.1", "255.255.255.255", "4000::1", "8000::1"],
    "discard-only": ["100::1", "100:0:0:1::1"],
    "SRv6": ["5f00::1"],
    "6bone": ["3ffe::1"],
}


@pytest.mark.parametrize("address", [each for addresses in FORBIDDEN.values() for each in addresses])
def test_special_addresses_are_forbidden(address: str) -> None:
    """Every range that leads elsewhere than to a public site is refused."""
    assert not is_public(ip_address(address))
    with pytest.raises(AddressForbidden):
        allowed_addresses("site.example", [address])


@pytest.mark.parametrize(
    "address",
    [
        *("8.8.8.8", "1.1.1.1", "93.184.215.14", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"),
        *("168.63.129.15", "192.0.1.1", "198.17.0.1", "198.20.0.1", "223.255.255.254"),
        *("2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "2400:cb00::1"),
    ],
)
def test_public_addresses_are_allowed(address: str) -> None:
    """The ranges end where they should."""
    assert is_public(ip_address(address))
    assert allowed_addresses("site.example", [address]) == [address]


def test_only_the_public_ones_of_a_hosts_addresses_are_used() -> None:
    """A site with a translated address besides its own stays readable, from its own."""
    assert allowed_addresses("site.example", ["64:ff9b::808:808", "8.8.8.8", "10.0.0.1"]) == ["8.8.8.8"]


def test_a_listed_private_network_is_allowed_and_no_other() -> None:
    """The setting opens exactly what it names."""
    networks = parse_networks(["10.1.0.0/16", "fd00:1::/32"])
    found = allowed_addresses(
        "site.example", ["10.1.2.3", "10.2.0.1", "fd00:1::5", "fd00:2::5", "::ffff:10.1.2.3"], networks
    )
    assert found == ["10.1.2.3", "fd00:1::5"]


def test_the_refusal_does_not_tell_the_private_address() -> None:
    """What a name resolves to inside a network is nobody's business outside."""
    with pytest.raises(AddressForbidden) as error:
        allowed_addresses("intranet.example", ["10.9.8.7"])
    assert "intranet.example" in str(error.value)
    assert "10.9.8.7" not in str(error.value)


@pytest.mark.parametrize("text", ["10.0.0.1/8", "private", "", "300.0.0.0/8"])
def test_a_wrong_network_in_the_settings_is_named(text: str) -> None:
    """A slip in the setting does not open or close anything silently."""
    with pytest.raises(WordpaceError, match="is not a network"):
        parse_networks([text])


@pytest.mark.parametrize("spelling", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1"])
def test_every_spelling_of_an_address_resolves_to_what_is_checked(spelling: str) -> None:
    """The system's resolver undoes the spelling before the check."""
    assert resolve_host(spelling, 80) == ["127.0.0.1"]


def test_a_name_server_that_never_answers_is_left_behind() -> None:
    """The time limit holds although the system's resolver knows none."""
    release = threading.Event()

    def never(host: str, port: int) -> list[str]:
        release.wait(60)
        return []

    with pytest.raises(TimeoutError):
        resolve_within(0.05, never, "slow.example", 80)
    release.set()


def test_a_name_that_does_not_exist_is_the_resolvers_error() -> None:
    """What the resolver raises reaches the caller from the other thread."""

    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(socket.gaierror):
        resolve_within(5, unknown, "nowhere.example", 80)
