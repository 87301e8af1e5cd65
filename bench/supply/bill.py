"""The bill of materials of a default install, in CycloneDX's JSON: each package of the lock, and what is inside it."""

from __future__ import annotations

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.utils import canonicalize_name

import wordpace
from supply.locks import Locked, asked, read_lock, wanted_by
from supply.notices import libraries as noticed
from supply.notices import licences
from supply.wheels import libraries, parts

VERSION = SchemaVersion.V1_6


def make_bill() -> str:
    """The bill as JSON, for this kind of machine and Python. Raises ValueError where it does not fit the schema."""
    bill = Bom()
    whole = Component(
        name="wordpace",
        version=wordpace.__version__,
        type=ComponentType.APPLICATION,
        bom_ref="wordpace",
        licenses=[LicenseExpression("Apache-2.0")],
    )
    bill.metadata.component = whole
    components = {each.name: _component(each) for each in read_lock("wordpace") if each.here}
    for component in components.values():
        bill.components.add(component)
    bill.register_dependency(whole, [components[canonicalize_name(each.name)] for each in asked("wordpace")])
    for name, component in components.items():
        wanted = {canonicalize_name(each.name) for each in wanted_by(name)}
        bill.register_dependency(component, [components[each] for each in sorted(wanted & components.keys())])
    text = make_outputter(bill, OutputFormat.JSON, VERSION).output_as_string(indent=2)
    if (fault := JsonStrictValidator(VERSION).validate_str(text)) is not None:
        raise ValueError(f"the bill does not fit the schema: {fault}")
    return text


def _component(locked: Locked) -> Component:
    return Component(
        name=locked.name,
        version=locked.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"pypi/{locked.name}",
        purl=PackageURL("pypi", name=locked.name, version=locked.version),
        licenses=[LicenseExpression(licences()[locked.name])],
        properties=[Property(name="wordpace:lock:hash", value=each) for each in locked.hashes],
        components=_inside(locked.name),
    )


def _inside(package: str) -> list[Component]:
    """The shared libraries of its wheel, and what the wheel says was compiled in."""
    shared = [
        _part(f"{package}/{each.name}", each.name, each.version, noticed()[package, each.name])
        for each in libraries(package)
    ]
    compiled = [
        _part(f"{package}/{each.purl or each.name}", each.name, each.version, each.licence.replace("/", " OR "))
        for each in parts(package)
    ]
    return shared + compiled


def _part(reference: str, name: str, version: str, licence: str) -> Component:
    return Component(
        name=name,
        version=version or None,
        type=ComponentType.LIBRARY,
        bom_ref=reference,
        licenses=[LicenseExpression(licence)],
    )
