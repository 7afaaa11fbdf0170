"""Settings: secrets come from files that are for their owner alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcrm import settings
from graphcrm.errors import BadUserInput


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620])
def test_a_secret_that_others_may_read_or_change_is_refused_with_the_file_and_its_variable(
    tmp_path: Path, mode: int
) -> None:
    path = tmp_path / "password"
    path.write_text("word of the database\n")
    path.chmod(mode)
    chosen = settings.load({"GRAPHCRM_NEO4J_PASSWORD_FILE": str(path), "GRAPHCRM_NEO4J_PASSWORD": "another"})
    with pytest.raises(BadUserInput, match=r"password, the file of GRAPHCRM_NEO4J_PASSWORD_FILE.*chmod 600"):
        chosen.password()
    path.chmod(0o400)
    assert chosen.password() == "word of the database"  # and it wins over the variable


def test_the_secrets_of_a_container_are_read_as_they_are_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "_OF_CONTAINER", (tmp_path,))
    path = tmp_path / "neo4j_password"
    path.write_text("word")
    path.chmod(0o444)
    assert settings.load({"GRAPHCRM_NEO4J_PASSWORD_FILE": str(path)}).password() == "word"
    climbing = settings.load({"GRAPHCRM_NEO4J_PASSWORD_FILE": str(tmp_path / ".." / "elsewhere")})
    with pytest.raises(BadUserInput, match="cannot be read"):
        climbing.password()


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "two months"])
def test_a_half_life_is_a_number_of_days_above_zero(text: str) -> None:
    with pytest.raises(BadUserInput, match="GRAPHCRM_HALF_LIFE_DAYS cannot be used"):
        settings.load({"GRAPHCRM_HALF_LIFE_DAYS": text})
    assert settings.load({"GRAPHCRM_HALF_LIFE_DAYS": "90.5"}).half_life_days == 90.5
