"""The key store by itself: who may read its files, what is made and what never, a new master key, backups."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcrm.errors import BadUserInput, Conflict, GraphcrmError, Unavailable, Unreadable
from graphcrm.graph.ciphers import Place
from graphcrm.records.keys import backups
from graphcrm.records.keys.cipher import RecordCipher
from graphcrm.records.keys.master import MasterFile
from graphcrm.records.keys.store import KeyStore

PLACE = ("Person", "per_a", "birthday")
PASSPHRASE = "a passphrase of some length"


def store(folder: Path) -> KeyStore:
    return KeyStore(folder / "keys", MasterFile(folder / "keys" / "master.key"))


def refused(work: Callable[[], object]) -> str:
    """The sentence of an Unavailable for want of the keys."""
    with pytest.raises(Unavailable) as found:
        work()
    assert found.value.reason == "KEYS"
    return found.value.message


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def written(folder: Path, count: int = 3) -> tuple[RecordCipher, dict[Place, bytes]]:
    """A cipher and the birthdays of some people under it."""
    cipher = RecordCipher(store(folder))
    await cipher.prepare([f"per_{number}" for number in range(count)])
    places = [("Person", f"per_{number}", "birthday") for number in range(count)]
    return cipher, {place: cipher.encipher(place[1], place, date(1980, 1, 1)) for place in places}


_VALUES = (
    st.text(st.characters(codec="utf-8"))
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.lists(st.text(st.characters(codec="utf-8")), max_size=5)
)


@settings(max_examples=60)
@given(value=_VALUES, part=st.integers(0, 2), text=st.text("abc_|>", min_size=1, max_size=8))
def test_every_value_comes_back_as_it_was_and_from_no_other_place(value: Any, part: int, text: str) -> None:
    cipher = _shared()
    ciphertext = cipher.encipher("per_a", PLACE, value)
    found = cipher.decipher(PLACE, ciphertext)
    assert (type(found), found) == (type(value), value)
    other = tuple(text if at == part else name for at, name in enumerate(PLACE))
    with pytest.raises(Unreadable) as refusal:
        cipher.decipher((other[0], other[1], other[2]), ciphertext)
    assert refusal.value.__cause__ is None
    assert cipher.encipher("per_a", PLACE, value) != ciphertext


_MADE: list[RecordCipher] = []


@pytest.fixture(autouse=True, scope="module")
async def _cipher(tmp_path_factory: pytest.TempPathFactory) -> None:
    cipher, _ = await written(tmp_path_factory.mktemp("shared"))
    await cipher.prepare(["per_a"])
    _MADE.append(cipher)


def _shared() -> RecordCipher:
    return _MADE[-1]


async def test_lengths_tell_little_and_a_broken_ciphertext_is_refused(tmp_path: Path) -> None:
    cipher, _ = await written(tmp_path)
    short, long = (cipher.encipher("per_0", PLACE, text) for text in ("a", "a" * 25))
    assert len(short) == len(long)
    for broken in (b"", b"\x01", b"\x02" + short[1:], short[:-1], short + b"\0", b"\x01" + b"\xff" * 80):
        with pytest.raises(Unreadable):
            cipher.decipher(PLACE, broken)


async def test_the_files_are_for_their_owner_alone_and_one_that_others_may_read_is_refused(tmp_path: Path) -> None:
    await written(tmp_path)
    keys = tmp_path / "keys"
    assert {path.name: path.stat().st_mode & 0o77 for path in (keys, keys / "master.key", keys / "keys.sqlite")} == {
        "keys": 0,
        "master.key": 0,
        "keys.sqlite": 0,
    }
    for mode in (0o640, 0o604):
        (keys / "master.key").chmod(mode)
        assert f"chmod 600 {keys / 'master.key'}" in refused(store(tmp_path).check)
    (keys / "master.key").chmod(0o600)
    store(tmp_path).check()


async def test_no_master_key_is_made_in_the_place_of_one_that_is_lost(tmp_path: Path) -> None:
    cipher, found = await written(tmp_path)
    (place, ciphertext), *_ = found.items()
    lost = (tmp_path / "keys" / "master.key").rename(tmp_path / "kept.key")
    for work in (store(tmp_path).check, lambda: store(tmp_path).make(["per_new"]), cipher.check):
        assert "is not there" in refused(work)
    assert not (tmp_path / "keys" / "master.key").exists()
    (tmp_path / "keys" / "master.key").write_text("00" * 32)
    (tmp_path / "keys" / "master.key").chmod(0o600)
    assert "is not the master key of these keys" in refused(store(tmp_path).check)
    (tmp_path / "keys" / "master.key").write_text("not hexadecimal")
    assert "holds no key" in refused(store(tmp_path).check)
    shutil.copy(lost, tmp_path / "keys" / "master.key")
    assert RecordCipher(store(tmp_path)).decipher(place, ciphertext) == date(1980, 1, 1)
    shutil.rmtree(tmp_path / "keys")
    assert "is not there" in refused(lambda: RecordCipher(store(tmp_path)).decipher(place, ciphertext))


async def test_a_rotation_leaves_the_old_master_key_useless_and_nothing_wrapped_by_it(tmp_path: Path) -> None:
    _, found = await written(tmp_path, 50)
    before = store(tmp_path)
    rows = [bytes(row[0]) for row in _rows(before, "SELECT wrapped FROM key")]
    old = (tmp_path / "keys" / "master.key").read_text()
    assert all(row in bytes_of(tmp_path / "keys") for row in rows)
    assert before.rotate() == 50
    before.close()
    assert (tmp_path / "keys" / "master.key").read_text() != old
    assert not any(row in bytes_of(tmp_path / "keys") for row in rows)
    fresh = RecordCipher(store(tmp_path))
    assert {fresh.decipher(*one) for one in found.items()} == {date(1980, 1, 1)}
    (tmp_path / "keys" / "master.key").write_text(old)
    assert "is not the master key" in refused(
        lambda: RecordCipher(store(tmp_path)).decipher(*next(iter(found.items())))
    )


def _rows(of: KeyStore, text: str) -> list[Any]:
    with of._reads() as connection:
        return connection.execute(text).fetchall()


async def test_a_rotation_that_is_killed_in_the_middle_loses_nothing_and_is_gone_on_with(tmp_path: Path) -> None:
    _, found = await written(tmp_path, 5100)

    class Killed(Exception):
        """What ends a rotation after its first batch."""

    def kill(done: int) -> None:
        raise Killed(done)

    with pytest.raises(Killed):
        store(tmp_path).rotate(kill)
    half = RecordCipher(store(tmp_path))
    assert {half.decipher(*one) for one in found.items()} == {date(1980, 1, 1)}
    await half.prepare(["per_meanwhile"])
    assert store(tmp_path).rotate() == 5101
    whole = RecordCipher(store(tmp_path))
    assert {whole.decipher(*one) for one in found.items()} == {date(1980, 1, 1)}
    assert not (tmp_path / "keys" / "master.key.new").exists()


def _make(folder: str, records: list[str]) -> list[tuple[str, int, str]]:
    made = store(Path(folder)).make(records)
    return [(key.record, key.number, key.secret.hex()) for key in made]


def test_processes_that_begin_at_once_agree_on_every_key(tmp_path: Path) -> None:
    records = [f"per_{number}" for number in range(200)]
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        found = pool.starmap(_make, [(str(tmp_path), records[at:] + records[:at]) for at in (0, 50, 100)])
    assert sorted(found[0]) == sorted(found[1]) == sorted(found[2])
    assert len({number for _, number, _ in found[0]}) == 200


async def test_who_reads_and_makes_keys_during_rotations_never_fails(tmp_path: Path) -> None:
    cipher, found = await written(tmp_path, 300)
    ending, failures, reads = threading.Event(), [], [0]

    def read() -> None:
        number = 0
        while not ending.is_set():
            fresh = RecordCipher(store(tmp_path))
            try:
                for one in found.items():
                    assert fresh.decipher(*one) == date(1980, 1, 1)
                    reads[0] += 1
                fresh.store.make([f"per_{threading.get_ident()}_{number}"])
            except (GraphcrmError, AssertionError) as error:
                failures.append(error)
            number += 1
            fresh.close()

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        store(tmp_path).rotate()
    ending.set()
    for thread in threads:
        thread.join()
    assert failures == [] and reads[0] > 300
    assert {cipher.decipher(*one) for one in found.items()} == {date(1980, 1, 1)}


async def test_a_backup_brings_everything_back_under_its_passphrase_alone(tmp_path: Path) -> None:
    _, found = await written(tmp_path / "a", 20)
    file = tmp_path / "keys.json"
    with pytest.raises(BadUserInput, match="too short"):
        backups.backup(store(tmp_path / "a"), file, "short")
    assert backups.backup(store(tmp_path / "a"), file, PASSPHRASE) == 20
    assert file.stat().st_mode & 0o77 == 0
    with pytest.raises(BadUserInput, match="already"):
        backups.backup(store(tmp_path / "a"), file, PASSPHRASE)
    secret = store(tmp_path / "a").all()[0].secret
    assert secret not in file.read_bytes() and secret.hex() not in file.read_text()
    for wrong in ("another passphrase", PASSPHRASE.upper()):
        with pytest.raises(BadUserInput, match="passphrase"):
            backups.restore(store(tmp_path / "b"), file, wrong)
    assert not (tmp_path / "b").exists()
    assert backups.restore(store(tmp_path / "b"), file, PASSPHRASE) == (20, 0)
    again = RecordCipher(store(tmp_path / "b"))
    assert {again.decipher(*one) for one in found.items()} == {date(1980, 1, 1)}
    await written(tmp_path / "c")
    with pytest.raises(Conflict, match="another installation"):
        backups.restore(store(tmp_path / "c"), file, PASSPHRASE)
    told = json.loads(file.read_text())
    for change in ({"n": 2**20}, {"salt": told["nonce"]}, {"keys": told["keys"][:-8] + "AAAAAAA="}, {"format": "x"}):
        (tmp_path / "bad.json").write_text(json.dumps({**told, **change}))
        with pytest.raises(BadUserInput):
            backups.restore(store(tmp_path / "d"), tmp_path / "bad.json", PASSPHRASE)


async def test_a_lost_master_key_is_replaced_from_a_backup_and_what_is_younger_is_told(tmp_path: Path) -> None:
    cipher, found = await written(tmp_path, 4)
    backups.backup(store(tmp_path), tmp_path / "keys.json", PASSPHRASE)
    await cipher.prepare(["per_younger"])
    (tmp_path / "keys" / "master.key").unlink()
    assert backups.restore(store(tmp_path), tmp_path / "keys.json", PASSPHRASE) == (4, 1)
    again = RecordCipher(store(tmp_path))
    assert {again.decipher(*one) for one in found.items()} == {date(1980, 1, 1)}


def test_a_docker_secret_is_not_replaced_and_the_refusal_says_what_to_do() -> None:
    with pytest.raises(Conflict, match="Copy it to a file that can be written, point GRAPHCRM_KEK_FILE there"):
        MasterFile(Path("/run/secrets/master_key")).stage()


async def test_instants_keep_their_moment(tmp_path: Path) -> None:
    cipher, _ = await written(tmp_path)
    moment = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
    assert cipher.decipher(PLACE, cipher.encipher("per_0", PLACE, moment)) == moment
