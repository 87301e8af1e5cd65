"""Titles before names: Gen., Lt Col, Det Insp, the Rev, St John."""

from __future__ import annotations

import re

from wordpace.languages.english.reading import Rule, Said, either, rule

TITLES = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "Prof": "Professor", "Gen": "General",
    "Gov": "Governor", "Sen": "Senator", "Sens": "Senators", "Rep": "Representative", "Reps": "Representatives",
    "Capt": "Captain", "Lt": "Lieutenant", "Col": "Colonel", "Sgt": "Sergeant", "Cmdr": "Commander",
    "Cdr": "Commander", "Rev": "Reverend", "Hon": "Honorable", "Pres": "President", "Supt": "Superintendent",
    "Cpl": "Corporal", "Maj": "Major", "Adm": "Admiral", "Msgr": "Monsignor", "Pvt": "Private", "Pte": "Private",
    "Insp": "Inspector", "Det": "Detective", "Fr": "Father", "Brig": "Brigadier", "Ft": "Fort", "Mt": "Mount",
    "Govs": "Governors", "Drs": "Doctors", "Messrs": "Messers", "Cllr": "Councillor", "Amb": "Ambassador",
    "Cdre": "Commodore", "Ldr": "Leader", "Sqn": "Squadron", "Flt": "Flight", "Gp": "Group", "Const": "Constable",
    "Atty": "Attorney", "Asst": "Assistant", "Sec": "Secretary", "Revs": "Reverends", "Lts": "Lieutenants",
    "Gens": "Generals", "Profs": "Professors", "Spc": "Specialist", "Pfc": "Private First Class", "Cpt": "Captain",
    "Dep": "Deputy",
}  # fmt: skip
_ONLY_WITH_STOP = frozenset(["Pres", "Amb", "Drs", "Sec", "Dep", "Ldr", "Sqn", "Flt", "Gp", "Asst", "Atty"])
_BEFORE_TITLE = "Rt|Det|Ch|Asst|Lt|Sgt|Maj|Brig|Sqn|Flt|Gp|Wing|Air|Vice|Rear|Dep"
_AFTER_TITLE = "Hon|Sgt|Insp|Supt|Con|Const|Ch|Col|Gen|Cdr|Cmdr|Maj|Ldr|Lt|Capt|Cdre|Adm|Atty|Sec"
_PAIRED = TITLES | {"Rt": "Right", "Ch": "Chief", "Con": "Constable"}


def _paired(found: re.Match[str]) -> Said:
    """Lt Col and Det Ch Insp: short forms that only stand together with another."""
    return _PAIRED.get(found["title"], found["title"])


TITLE_RULES: tuple[Rule, ...] = (
    rule(rf"(?<![\w.])(?P<title>{_BEFORE_TITLE})\.?(?:-|(?= ))(?= ?(?:{_AFTER_TITLE})(?!\w))", _paired),
    rule(
        rf"(?<![\w.])(?P<title>{either(_PAIRED)})(?:\.(?= [A-Z\"'(]| (?:and|or|de|van|von)(?!\w)| ?$)"
        r"|(?<=Ch)(?= [A-Z])|(?<=Con)(?= [A-Z]))",
        lambda f: _PAIRED[f["title"]],
        ".",
        "Ch ",
        "Con ",
    ),
    rule(
        rf"(?<![\w.])(?P<title>{either(frozenset(TITLES) - _ONLY_WITH_STOP)})"
        r"(?= (?:[A-Z](?:[a-z']|[A-Z][a-z])|and |& ))",
        lambda f: TITLES[f["title"]],
    ),
)
