"""The rules told in words: what refuses a write does, and what is reported is what this installation sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graphcrm.cli.quality import quality
from graphcrm.compile import checked
from graphcrm.compile.declarations import Property
from graphcrm.measures.quality import table
from graphcrm.records import checks
from graphcrm.records.checks import ValueFault
from graphcrm.vocabulary.words import VOCABULARY

REFUSING = checked.refusing(VOCABULARY)
OWNERS: dict[str, Any] = {**VOCABULARY.nouns, **VOCABULARY.edges}


def declared(of: str) -> Property:
    owner, _, name = of.partition(".")
    return next(prop for prop in OWNERS[owner].properties if prop.name == name)


@pytest.mark.parametrize("code", ["CHOICE", "RANGE", "TOO_LONG", "FORMAT"])
def test_what_is_told_to_be_refused_is(code: str) -> None:
    tried = 0
    for one in (o for o in REFUSING if o.code == code and "email" not in o.of and "phones" not in o.of):
        prop = declared(one.of)
        low, high = prop.minimum, prop.maximum
        bad: Any = {
            "CHOICE": "none of these",
            "FORMAT": "!",
            "RANGE": high + 1 if high is not None else (low or 0) - 1,
            "TOO_LONG": "x" * ((prop.longest or 0) + 1),
        }[code]
        with pytest.raises(ValueFault) as fault:
            checks.check(prop, bad)
        assert fault.value.code == code, one
        tried += 1
    assert tried > 0


def test_addresses_names_and_structure_are_told_too() -> None:
    told = {(one.code, one.of) for one in REFUSING}
    assert {("FORMAT", "Person.emails"), ("FORMAT", "Organization.phones"), ("FORMAT", "User.email")} <= told
    assert {("REQUIRED", "Person.name"), ("REQUIRED", "Role.organization"), ("CONFLICT", "Person.external_id")} <= told
    sentences = {one.sentence for one in REFUSING if one.of == "SUBSIDIARY_OF"}
    assert {"Its last day is not before its first.", "It does not lead back to its own start."} < sentences
    for address, right in (("ana@", False), ("ana@lumen.example", True)):
        if right:
            assert checks.email(address) == address
        else:
            with pytest.raises(ValueFault):
                checks.email(address)


def test_the_command_tells_what_is_refused_and_what_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "quality.toml"
    file.write_text('[rules.NOBODY]\non = false\n[rules.FORMAT]\nseverity = "ERROR"\n')
    environment = {"GRAPHCRM_QUALITY_FILE": str(file)}
    done = CliRunner().invoke(quality, ["rules", "--json"], env=environment)
    told = json.loads(done.output)
    assert done.exit_code == 0 and len(told["refused"]) == len(REFUSING) > 50
    assert told["reported"]["NOBODY"] is None and told["reported"]["FORMAT"]["severity"] == "ERROR"
    assert set(told["reported"]) == set(table.CODES)
    plain = CliRunner().invoke(quality, ["rules"], env=environment).output
    assert "off" in plain and "Person.country" in plain
