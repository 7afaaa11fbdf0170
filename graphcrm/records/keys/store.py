"""The key store: an SQLite file with the wrapped key of each record, shared by all workers of a machine.

A key is wrapped by AES-256-GCM, bound to its record and number; a number is never used twice. What is written is on
disk before it is used, and what is overwritten is overwritten in the file too (`secure_delete`).
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from graphcrm.errors import Conflict, Unavailable
from graphcrm.graph.file_locks import Lock
from graphcrm.records.keys.master import SIZE, MasterFile, name_of, sync

FILE = "keys.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS store (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS key (number INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL UNIQUE,
  master BLOB NOT NULL, wrapped BLOB NOT NULL);
"""
_OF_RECORDS = """
SELECT number, record, master, wrapped FROM key WHERE record IN (SELECT value FROM json_each(?))
"""
# The last number ever used, so that none is used again.
_LAST = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'key'"
_WAL = "PRAGMA journal_mode = WAL"
_CAREFUL = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
_BUSY_SECONDS = 20.0
_BATCH = 5000
_NONCE = 12
_TRIES = 5
_CHECKPOINTS = 100


@dataclass(frozen=True, slots=True)
class Key:
    """The data key of a record."""

    number: int
    record: str
    secret: bytes


class KeyStore:
    """The keys in a folder. Unavailable (KEYS) where they cannot be used: nothing is made anew in their place."""

    def __init__(self, folder: Path, master: MasterFile) -> None:
        self.folder = folder
        self.master = master
        self._masters: dict[bytes, bytes] = {}
        self._lock = threading.Lock()  # the event loop reads while a thread makes new ones
        self._turn = threading.Lock()
        self._reading: sqlite3.Connection | None = None
        self._writing: sqlite3.Connection | None = None

    @property
    def path(self) -> Path:
        return self.folder / FILE

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def check(self) -> None:
        """Unavailable where the file or its master key cannot be used; the file of the master key is looked at anew."""
        with self._reads() as connection:
            self.master.find(self._master_name(connection))

    def count(self) -> int:
        """How many keys there are."""
        with self._reads() as connection:
            return int(connection.execute("SELECT count(*) FROM key").fetchone()[0])

    def by_number(self, number: int) -> Key | None:
        return self._one("SELECT number, record, master, wrapped FROM key WHERE number = ?", number)

    def by_record(self, record: str) -> Key | None:
        return self._one("SELECT number, record, master, wrapped FROM key WHERE record = ?", record)

    def make(self, records: Collection[str]) -> list[Key]:
        """The keys of these records, made where there are none."""
        with self._writes() as connection:
            name = self._master_name(connection)
            master = AESGCM(self._find(name))
            wanted = json.dumps(sorted(records))
            found = [self._unwrapped(row) for row in connection.execute(_OF_RECORDS, (wanted,))]
            new = sorted(set(records) - {key.record for key in found})
            last = connection.execute(_LAST).fetchone()[0]
            made = [Key(last + at, record, secrets.token_bytes(SIZE)) for at, record in enumerate(new, start=1)]
            rows = [(key.number, key.record, name, _wrapped(master, key)) for key in made]
            connection.executemany("INSERT INTO key VALUES (?, ?, ?, ?)", rows)
        return [*found, *made]

    def rotate(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Wraps every key by a new master key, a batch at a time, while others read and make keys; how many. One that
        was interrupted is gone on with. Conflict where the master key cannot be replaced."""
        if not self.exists:
            self.make(())
        with Lock(self.folder / "rotation.lock", exclusive=True, seconds=1.0):
            with self._writes() as connection:
                self._find(self._master_name(connection))
                new = self.master.stage()
                self._masters[name_of(new)] = new
                connection.execute("REPLACE INTO store VALUES ('master', ?)", (name_of(new),))
            after, done = 0, 0
            while rows := self._rewrap(new, after):  # ends: each batch begins after the last number of the one before
                after, done = rows[-1], done + len(rows)
                progress(done)
            self.master.settle()
            self._overwrite()
        return done

    def all(self) -> list[Key]:
        """Every key, for a backup."""
        with self._reads() as connection:
            rows = connection.execute("SELECT number, record, master, wrapped FROM key ORDER BY number").fetchall()
            return [self._unwrapped(row) for row in rows]

    def name(self) -> bytes:
        """What tells this store from others."""
        with self._reads() as connection:
            return bytes(connection.execute("SELECT value FROM store WHERE name = 'name'").fetchone()[0])

    def take(self, name: bytes, keys: Sequence[Key]) -> int:
        """Takes the keys of a backup of the store of this name; how many keys there are that it does not hold. Conflict
        where other keys are here."""
        with self._writes(begin=name) as connection:
            own = bytes(connection.execute("SELECT value FROM store WHERE name = 'name'").fetchone()[0])
            count = connection.execute("SELECT count(*) FROM key").fetchone()[0]
            if own != name and count:
                raise Conflict(f"{self.path} holds the keys of another installation. Move it away first.")
            present = self.master.present()
            self._masters[name_of(present)] = present
            master, master_name = AESGCM(present), name_of(present)
            rows = [(key.number, key.record, master_name, _wrapped(master, key)) for key in keys]
            connection.executemany("REPLACE INTO key VALUES (?, ?, ?, ?)", rows)
            connection.execute("REPLACE INTO store VALUES ('master', ?)", (master_name,))
            connection.execute("REPLACE INTO store VALUES ('name', ?)", (name,))
            lost = "SELECT count(*) FROM key WHERE master <> ?"
            return int(connection.execute(lost, (master_name,)).fetchone()[0])

    def close(self) -> None:
        for connection in (self._reading, self._writing):
            if connection is not None:
                connection.close()
        self._reading = self._writing = None

    # --- one statement or transaction ------------------------------------------------------------------------

    @contextmanager
    def _reads(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _told(self.path):
            if not self.exists:
                raise Unavailable(f"The key store {self.path} is not there.", reason="KEYS")
            if self._reading is None:
                self._reading = self._connection()
            yield self._reading

    @contextmanager
    def _writes(self, begin: bytes | None = None) -> Iterator[sqlite3.Connection]:
        """A transaction that is on disk at its end. The file is made at first use; a master key is made with it, and
        never where there are keys that want another."""
        with self._turn, _told(self.path):
            if self._writing is None:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                with Lock(self.folder / "store.lock", exclusive=True, seconds=_BUSY_SECONDS):
                    if not self.exists:
                        self._begin(begin or secrets.token_bytes(16))
                self._writing = self._connection()
            connection = self._writing
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _begin(self, name: bytes) -> None:
        """Makes the file whole or not at all: a killed process leaves none that could be taken for a key store."""
        present = self.master.present()
        passing = self.path.with_name(f"{FILE}.new")
        passing.unlink(missing_ok=True)
        os.close(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        connection = sqlite3.connect(passing, isolation_level=None)
        connection.executescript(f"{_CAREFUL} BEGIN; {_SCHEMA}")
        connection.executemany("REPLACE INTO store VALUES (?, ?)", [("name", name), ("master", name_of(present))])
        connection.execute("COMMIT")
        connection.close()
        passing.replace(self.path)
        sync(self.folder)

    def _connection(self) -> sqlite3.Connection:
        found = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        found.execute(_WAL)
        found.executescript(_CAREFUL)
        return found

    def _one(self, text: str, value: object) -> Key | None:
        """A key. Its master key may be replaced between reading the one and the other: then both are read again."""
        for attempt in range(_TRIES):
            with self._reads() as connection:
                row = connection.execute(text, (value,)).fetchone()
            try:
                return None if row is None else self._unwrapped(row)
            except Unavailable:
                if attempt == _TRIES - 1:
                    raise
        return None

    def _rewrap(self, new: bytes, after: int) -> list[int]:
        """Wraps the next keys by the new master key; their numbers."""
        master, name = AESGCM(new), name_of(new)
        text = "SELECT number, record, master, wrapped FROM key WHERE number > ? ORDER BY number LIMIT ?"
        with self._writes() as connection:
            rows = connection.execute(text, (after, _BATCH)).fetchall()
            old = [self._unwrapped(row) for row in rows if bytes(row[2]) != name]
            changed = [(name, _wrapped(master, key), key.number) for key in old]
            connection.executemany("UPDATE key SET master = ?, wrapped = ? WHERE number = ?", changed)
        return [row[0] for row in rows]

    def _overwrite(self) -> None:
        """Leaves nothing of what was wrapped before in the files."""
        assert self._writing is not None
        for _ in range(_CHECKPOINTS):  # a reader in the middle of a page holds it up for a moment
            if self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                return
            time.sleep(0.05)

    def _master_name(self, connection: sqlite3.Connection) -> bytes:
        row = connection.execute("SELECT value FROM store WHERE name = 'master'").fetchone()
        if row is None:
            raise Unavailable(f"{self.path} is no key store.", reason="KEYS")
        return bytes(row[0])

    def _find(self, name: bytes) -> bytes:
        if name not in self._masters:
            self._masters[name] = self.master.find(name)
        return self._masters[name]

    def _unwrapped(self, row: Sequence[object]) -> Key:
        number, record, master, wrapped = row
        assert isinstance(number, int) and isinstance(wrapped, bytes) and isinstance(master, bytes)
        cipher = AESGCM(self._find(master))
        try:
            secret = cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _bound(str(record), number))
        except InvalidTag as error:
            raise Unavailable(f"A key in {self.path} was altered. Restore the keys.", reason="KEYS") from error
        return Key(number, str(record), secret)


def _bound(record: str, number: int) -> bytes:
    return f"{record}|{number}".encode()


def _wrapped(master: AESGCM, key: Key) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + master.encrypt(nonce, key.secret, _bound(key.record, key.number))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise Unavailable(f"The key store {path} cannot be used ({error}).", reason="KEYS") from error
