"""The bill of materials fits CycloneDX's schema and has everything."""

from __future__ import annotations

import json

from supply.bill import make_bill
from supply.locks import read_lock


def test_the_bill_has_each_package_with_release_licence_and_what_is_inside() -> None:
    """It is checked against the schema as it is made."""
    bill = json.loads(make_bill())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    components = {each["name"]: each for each in bill["components"]}
    assert {name: each["version"] for name, each in components.items()} == {
        each.name: each.version for each in read_lock("wordpace") if each.here
    }
    assert all(each["licenses"] and each["purl"] and each["properties"] for each in components.values())
    assert "libavcodec" in {each["name"] for each in components["av"]["components"]}
    whole = next(each for each in bill["dependencies"] if each["ref"] == "wordpace")
    assert "pypi/numpy" in whole["dependsOn"]
    assert len(bill["dependencies"]) == len(components) + 1
