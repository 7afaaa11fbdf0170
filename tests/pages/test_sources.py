"""The sources of the pages: words in both languages, operations that the schema knows. No browser is needed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import build_schema, parse, validate

from graphcrm.cli.shots import PAGES, THEMES, WIDTHS
from tests.pages.browsing import UI

SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(UI.joinpath("src").rglob("*.ts*"))}
OPERATIONS = [path.read_text(encoding="utf-8") for path in sorted(UI.joinpath("src").rglob("*.graphql"))]
# Words that a name of the API stands for: `t(`priority.${task.priority}`)`.
BY_NAME = {
    "accessRole", "change", "contactType", "coverage", "failure", "field", "grade", "how", "howName", "interaction",
    "kind", "leadStatus", "priority", "search", "sensitivity", "tab", "tasks", "add", "log", "outcome",
    "buyingRole", "stance", "gap", "map", "answer", "language", "admin", "quality", "duplicates", "imports",
    "exportAs",
}  # fmt: skip


def words(language: str) -> dict[str, str]:
    def flat(part: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
        for key, value in part.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{key}.")
            else:
                yield prefix + key, value

    # The words of a part that few people open stand in a file of their own.
    files = [*(UI / "src" / "i18n").glob(f"{language}.json"), *(UI / "src" / "i18n").glob(f"*.{language}.json")]
    return {key: text for file in files for key, text in flat(json.loads(file.read_text(encoding="utf-8")))}


def test_each_text_is_there_in_both_languages_with_the_same_places_for_values() -> None:
    english, german = words("en"), words("de")
    assert english.keys() == german.keys()
    for key, text in english.items():
        assert text and german[key]
        if not key.startswith(("how.", "filter.whose")):
            assert set(re.findall(r"{{\w+}}", text)) == set(re.findall(r"{{\w+}}", german[key])), key


def test_each_text_that_is_asked_for_is_there_and_each_that_is_there_is_asked_for() -> None:
    known = {re.sub(r"_(one|other)$", "", key) for key in words("en")}
    used = set()
    for path, text in SOURCES.items():
        if path.name != "gql.ts":
            used |= set(re.findall(r'"([a-zA-Z]+\.[a-zA-Z.]+)"', text))
            for key in re.findall(r'\bt\(\s*"([^"]+)"', text):
                assert key in known, f"{path.name} asks for {key}"
    unused = {key for key in known - used if key.split(".")[0] not in BY_NAME}
    assert unused == set()


def test_the_operations_are_those_of_the_schema_and_their_types_are_fresh() -> None:
    schema = build_schema((UI.parents[2] / "schema.graphql").read_text(encoding="utf-8"))
    assert validate(schema, parse("\n".join(OPERATIONS))) == []
    digest = hashlib.sha256("\0".join(OPERATIONS).encode()).hexdigest()
    assert digest in SOURCES[UI / "src" / "gql.ts"].partition("\n")[0], "run `npm run codegen` in graphcrm/web/ui"


def test_the_operations_that_the_explorer_offers_are_those_of_the_schema() -> None:
    schema = build_schema((UI.parents[2] / "schema.graphql").read_text(encoding="utf-8"))
    offered = re.findall(r"query: `([^`]+)`", SOURCES[UI / "src" / "explorer" / "operations.ts"])
    assert len(offered) == 12
    for operation in offered:
        assert validate(schema, parse(operation.replace("\\n", "\n"))) == [], operation


@pytest.mark.parametrize("unsafe", ["dangerouslySetInnerHTML", "innerHTML", "eval(", "document.write", "javascript:"])
def test_text_is_shown_as_text(unsafe: str) -> None:
    assert [path.name for path, text in SOURCES.items() if unsafe in text] == []


def test_nothing_personal_is_kept_beyond_the_tab() -> None:
    kept = {key for text in SOURCES.values() for key in re.findall(r"localStorage\.setItem\(([^,]+),", text)}
    assert kept == {"PLACE", "place"}
    places = "\n".join(SOURCES.values())
    assert set(re.findall(r'"(graphcrm-\w+)"|`(graphcrm-\w+-)\$', places)) == {
        ("graphcrm-colours", ""),
        ("graphcrm-language", ""),
        ("", "graphcrm-columns-"),
        ("", "graphcrm-seen-"),
    }


def test_the_lock_names_no_server_and_every_version_is_exact() -> None:
    lock = json.loads((UI / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    package = json.loads((UI / "package.json").read_text(encoding="utf-8"))
    for versions in (package["dependencies"], package["devDependencies"]):
        assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())


def test_the_pictures_of_the_readme_are_of_pages_that_the_command_takes() -> None:
    root = UI.parents[2]
    named = re.findall(r"\]\((pictures/[^)]+)\)", (root / "README.md").read_text(encoding="utf-8"))
    kept = sorted(path.relative_to(root).as_posix() for path in (root / "pictures").iterdir())
    assert kept and sorted(named) == kept
    known = {f"pictures/{page}-{width}-{theme}.png" for page in PAGES for width in WIDTHS for theme in THEMES}
    assert set(kept) <= known
