"""What every write leaves behind, in its own transaction: a change record, an audit entry, the answer to its key.

A `Change` says what happened to which records, with the values before and after: the history of a record, and once it
has a position, the feed. An `AuditEntry` says who did it and names fields, never values. Its subject is an id, for a
person a code that only the person's salt can tell: the salt dies with the person, and the link with it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ulid import ULID

from graphcrm.compile import writing
from graphcrm.compile.enciphered import CHANGE, old_is_plain
from graphcrm.compile.sharing import LIMITS
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.ciphers import Cipher
from graphcrm.graph.connection import Transaction
from graphcrm.records import enciphered, sharing
from graphcrm.records.enciphered import Secret
from graphcrm.records.faults import Fault, Refused

KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the user, the teams whose records they see, and the request they write by."""

    user: str
    teams: tuple[str, ...] = ()
    request: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that a change is about: its noun, its id, the salt of a person."""

    noun: str
    id: str
    salt: str | None = None

    @property
    def subject(self) -> str:
        """What the audit entry calls it."""
        if self.salt is None:
            return self.id
        return hmac.new(bytes.fromhex(self.salt), self.id.encode(), hashlib.sha256).hexdigest()

    @property
    def kept(self) -> dict[str, str]:
        """What the record keeps of it: the salt, and the code, so that a statement can find it."""
        return {} if self.salt is None else {"_audit_salt": self.salt, "_audit_code": self.subject}


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: what was done (CREATED, UPDATED …), to what noun or edge type, the records, the fields, and stored
    values before and after by property. `reason` is why, in the words of who did it; `limits` for whom it is whole, as
    `sharing.limits` says."""

    act: str
    type: str
    records: Sequence[Touched]
    fields: Sequence[str] = ()
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    limits: Sequence[str] = ()

    @property
    def narrows(self) -> bool:
        """Whether a fact is told to fewer than before, or may be."""
        return bool(self.limits) and self.act == "UPDATED" and not {"sharing", "shared_with"}.isdisjoint(self.fields)


# Whoever may run the command on this machine, where no user is named.
LOCAL = Author("local")


def salt() -> str:
    """A new salt: 16 random bytes in hexadecimal."""
    return secrets.token_hex(16)


def salted(identifier: str) -> dict[str, str]:
    """What a new record keeps that the trail names by a code."""
    return Touched("", identifier, salt()).kept


async def write(
    transaction: Transaction,
    vocabulary: Vocabulary,
    author: Author,
    act: str,
    entries: Sequence[Entry],
    key: Key,
    result: Mapping[str, Any],
) -> None:
    """Writes the change records and audit entries of one write, and keeps what its key led to for 30 days. `act` is the
    mutation's name."""
    kept = {"key": key.value, "digest": key.digest, "result": json.dumps(result)}
    # Of changes noted at the same microsecond the id tells which came first.
    ids = sorted(new_change() for _ in entries)
    entries = [_kept(vocabulary, entry) for entry in entries]
    await _prepare(transaction, entries)
    cipher = transaction.cipher
    rows = [_row(cipher, author, act, entry, identifier) for entry, identifier in zip(entries, ids, strict=True)]
    if rows:
        nouns = sorted({record.noun for entry in entries for record in entry.records})
        await transaction.run(writing.journal(nouns), {**kept, "entries": rows})
    else:
        await transaction.run(writing.KEEP_KEY, kept)


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch of an import wrote: the noun or edge type, the ids of the records (of facts: of their ends), the
    fields; the ids of records that it made (of facts: of ends made by the same import), and a change for each that was
    there before. `note` is the id of the change that tells of what was made, where records keep it; `limits` as in
    `Entry`, of all that it made together."""

    type: str
    ids: Sequence[str] = ()
    fields: Sequence[str] = ()
    made: Sequence[str] = ()
    changed: Sequence[Entry] = ()
    note: str | None = None
    limits: Sequence[str] = ()


def new_change() -> str:
    """The id of a change that is going to be noted."""
    return f"chg_{str(ULID()).lower()}"


async def imported(
    transaction: Transaction, vocabulary: Vocabulary, author: Author, batch: Batch, reason: str, act: str = "import"
) -> None:
    """One audit entry for a batch that wrote something; one change for all it made, which is not tied to them, since
    what they were made with follows from what they are and what was changed later; and one for each record or fact that
    it changed. `author.request` names the run, `act` is what the trail calls it."""
    if not batch.ids:
        return
    ids = sorted(new_change() for _ in batch.changed)
    changed = [_kept(vocabulary, entry) for entry in batch.changed]
    await _prepare(transaction, changed)
    cipher, rows = transaction.cipher, []
    if batch.made:
        ends = [Touched(batch.type, one) for one in batch.made]
        made = Entry("IMPORTED", batch.type, ends, batch.fields, limits=batch.limits)
        rows.append({"change": _change(cipher, author, made, batch.note or new_change(), reason), "ends": {}})
    for entry, identifier in zip(changed, ids, strict=True):
        rows.append({"change": _change(cipher, author, entry, identifier, reason), "ends": _ends(entry)})
    for row in rows:
        row["change"]["run"] = author.request
    audit = _audit(author, act, batch.type, list(batch.ids), batch.fields)
    nouns = sorted({record.noun for entry in batch.changed for record in entry.records})
    await transaction.run(writing.journal_imported(vocabulary, nouns), {"entries": rows, "audit": audit})


async def audited(
    transaction: Transaction,
    author: Author,
    act: str,
    type_: str,
    subject: str,
    fields: Sequence[str],
    decision: str = "allowed",
) -> None:
    """An audit entry alone, for what is no news to those who follow changes: who may sign in, and with what."""
    audit = {**_audit(author, act, type_, [subject], fields), "decision": decision}
    await transaction.run(writing.AUDIT, {"audit": audit})


async def noted(
    transaction: Transaction, vocabulary: Vocabulary, author: Author, act: str, entries: Sequence[Entry]
) -> None:
    """Changes with their audit entries, of a write that has its key elsewhere or needs none."""
    if entries:
        entries = [_kept(vocabulary, entry) for entry in entries]
        await _prepare(transaction, entries)
        rows = [_row(transaction.cipher, author, act, entry, new_change()) for entry in entries]
        nouns = sorted({record.noun for entry in entries for record in entry.records})
        await transaction.run(writing.journal_alone(nouns), {"entries": rows})


def _kept(vocabulary: Vocabulary, entry: Entry) -> Entry:
    """An entry as it is kept: what not everybody sees, as Secrets."""

    def secret(values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: value if isinstance(value, Secret) or old_is_plain(vocabulary, entry.type, name) else Secret(value)
            for name, value in values.items()
            if value is not None
        }

    return replace(entry, before=secret(entry.before), after=secret(entry.after))


async def _prepare(transaction: Transaction, entries: Sequence[Entry]) -> None:
    """The keys under which old values are kept: that of the person a change is about, else of its first record. What
    was noted of facts that are told to fewer now is kept back."""
    narrowed = [(one.type, [record.id for record in one.records], one.limits) for one in entries if one.narrows]
    await sharing.narrow(transaction, narrowed)
    secret = [one for one in entries if enciphered.has_secrets(one.before) or enciphered.has_secrets(one.after)]
    await transaction.cipher.prepare([_owner(one) for one in secret])


def _owner(entry: Entry) -> str:
    return enciphered.owner(record.id for record in entry.records)


def _row(cipher: Cipher, author: Author, act: str, entry: Entry, identifier: str) -> dict[str, Any]:
    audit = _audit(author, act, entry.type, [record.subject for record in entry.records], entry.fields)
    return {"change": _change(cipher, author, entry, identifier, entry.reason), "audit": audit, "ends": _ends(entry)}


def _ends(entry: Entry) -> dict[str, list[str]]:
    """The ids of its records by noun."""
    ends: dict[str, list[str]] = {}
    for record in entry.records:
        ends.setdefault(record.noun, []).append(record.id)
    return ends


def _change(cipher: Cipher, author: Author, entry: Entry, identifier: str, reason: str | None) -> dict[str, Any]:
    values = {
        **{f"before_{name}": value for name, value in entry.before.items() if value is not None},
        **{f"after_{name}": value for name, value in entry.after.items() if value is not None},
    }
    return {
        "id": identifier,
        "act": entry.act,
        "type": entry.type,
        "ids": [record.id for record in entry.records],
        "fields": list(entry.fields),
        "actor": author.user,
        "request": author.request,
        "reason": reason,
        LIMITS: list(entry.limits) or None,
        **enciphered.closed(cipher, _owner(entry), CHANGE, identifier, values),
    }


def _audit(author: Author, act: str, type_: str, subject: list[str], fields: Sequence[str]) -> dict[str, Any]:
    return {
        "id": f"aud_{str(ULID()).lower()}",
        "actor": author.user,
        "act": act,
        "type": type_,
        "subject": list(dict.fromkeys(subject)),
        "fields": list(fields),
        "request": author.request,
        "purpose": author.purpose,
        "decision": "allowed",
    }


@dataclass(frozen=True, slots=True)
class Key:
    """What tells an idempotency key of one author from others, and a digest of what it came with."""

    value: str
    digest: str


def key(author: Author, given: str, act: str, arguments: object) -> Key:
    """The key `given` for an act with its arguments (plain values; dates and instants as text). Neither half tells it:
    without it nobody who reads the database can try which birthday or name gives the digest."""
    secret, owner = given.encode("utf-8", "surrogatepass"), author.user.encode()
    text = json.dumps([act, arguments], sort_keys=True, default=str, ensure_ascii=False)
    digest = hmac.new(secret, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    return Key(hashlib.sha256(owner + b"|" + secret).hexdigest(), digest)


async def replayed(transaction: Transaction, key: Key) -> dict[str, Any] | None:
    """What the same key led to before; None where it is new, and then it is this transaction's: another one with the
    same key waits for our end. Refused where it came with another input."""
    rows = await transaction.run(writing.BEGIN_KEY, {"key": key.value, "days": KEPT_DAYS})
    digest, result = rows[0]
    if digest is None:
        return None
    if digest != key.digest:
        message = "This key was used for another input before. Make a new key for a new write."
        raise Refused([Fault("CONFLICT", ["idempotencyKey"], message, "IDEMPOTENCY_MISMATCH")])
    found: dict[str, Any] = json.loads(result)
    return found
