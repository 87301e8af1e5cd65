"""Ways to write an address so that a filter of texts does not know it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address


@dataclass(frozen=True)
class Spelling:
    """A host as it may stand in an address on the web, and where it leads."""

    host: str
    address: str


V4 = (
    *("127.0.0.1", "127.8.9.10", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "169.254.170.2"),
    *("100.64.0.1", "100.100.100.200", "192.0.0.192", "224.0.0.251", "240.0.0.1", "198.18.0.1", "168.63.129.16"),
)
V6 = (
    *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "ff0e::1", "100::1", "5f00::1"),
    *("2001:db8::1", "2001::1", "2001:10::1", "2001:20::1", "2002::1", "3ffe::1", "3fff::1", "2620:4f:8000::1"),
)
NAMES = {
    "localhost": ["127.0.0.1", "::1"],
    "localhost.localdomain": ["127.0.0.1"],
    "ip6-localhost": ["::1"],
    "metadata.google.internal": ["169.254.169.254"],
    "instance-data": ["169.254.169.254"],
    "router.example": ["192.168.1.1"],
    "printer.local": ["10.0.0.9"],
    "127.0.0.1.wild.example": ["127.0.0.1"],
    "six.example": ["::ffff:127.0.0.1"],
    "scoped.example": ["fe80::1%1"],
}
_WIDE = str.maketrans("0123456789abcdefx.", "０１２３４５６７８９ａｂｃｄｅｆｘ．")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def spellings() -> list[Spelling]:
    """All of them, each once."""
    made = [Spelling(host, address) for address in V4 for host in _of_v4(IPv4Address(address))]
    made += [Spelling(host, address) for address in V6 for host in _of_v6(IPv6Address(address))]
    made += [
        Spelling(host, found[0])
        for name, found in NAMES.items()
        for host in (name, f"{name}.", name.title(), name.upper())
    ]
    return list({spelling.host: spelling for spelling in made}.values())


def _of_v4(address: IPv4Address) -> Iterator[str]:
    text, number = str(address), int(address)
    parts = [int(part) for part in text.split(".")]
    a, b, c, d = parts
    yield from (
        text,
        f"{text}.",
        str(number),
        hex(number),
        f"0X{number:X}",
        f"0x{number:016x}",
        oct(number).replace("o", ""),
    )
    yield from (".".join(form.format(part) for part in parts) for form in ("0{:o}", "000{:o}", "0x{:x}", "0X{:02X}"))
    yield from (
        f"{a}.{b}.{c * 256 + d}",
        f"{a}.{(b * 256 + c) * 256 + d}",
        f"0x{a:x}.{b}.0{c:o}.{d}",
        f"0{a:o}.{number & 0xFFFFFF}",
    )
    yield from (text.translate(table) for table in (_WIDE, _CIRCLED, _BOLD, _RAISED))
    yield from (hex(number).translate(_WIDE), text.replace(".", "。"), text.replace(".", "｡"), text.replace(".", "%2e"))
    yield "".join(f"%{ord(character):02x}" for character in text)
    yield from (f"site.example@{text}", f"site.example%40{text}", f"site.example:80@{text}", f"site.example\\@{text}")
    yield from (f"{text}#@site.example", f"{text}?site.example", f"\u00ad{text}", f"{a}.{b}.\u200b{c}.{d}")
    yield from _in_v6(number)


def _in_v6(number: int) -> Iterator[str]:
    """An IPv4 address inside an IPv6 one."""
    high, low = number >> 16, number & 0xFFFF
    dotted, hexed = IPv4Address(number), f"{high:x}:{low:x}"
    for prefix in ("::ffff:", "::", "::ffff:0:", "64:ff9b::", "64:ff9b:1::", "0:0:0:0:0:FFFF:"):
        yield from (f"[{prefix}{dotted}]", f"[{prefix}{hexed}]")
    yield f"[2002:{hexed}::1]"  # 6to4
    yield f"[2001:0:{hexed}:0:ffff:{~high & 0xFFFF:x}:{~low & 0xFFFF:x}]"  # Teredo, which turns its client's bits
    yield f"[fe80::5efe:{hexed}]"  # ISATAP
    yield from (f"[::ffff:{dotted}%25eth0]", f"[::ffff:{hexed}%251]")


def _of_v6(address: IPv6Address) -> Iterator[str]:
    text, full = str(address), address.exploded
    yield from (f"[{form}]" for form in (text, text.upper(), full, full.upper()))
    yield from (f"[{text}%25{zone}]" for zone in ("1", "lo", "eth0"))
    yield from (f"[{text}%lo]", f"site.example@[{text}]", f"[{text}].", f"[{text.translate(_WIDE)}]", text)
