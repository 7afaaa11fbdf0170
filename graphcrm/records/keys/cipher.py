"""Enciphers values: AES-256-GCM under the key of a record, bound to the place where the value stands.

A ciphertext is a byte (the form), the number of the key (8 bytes), a random nonce (12), then the value as JSON, filled
up with spaces so that its length tells little, and the tag (16). Bound to it: `type|id|property|number of the key`.
Values of persons and of facts about them are under the person's key; those of other records, and of facts between
them, under the key of that record, which for a fact is the one it leads from.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections import OrderedDict
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from graphcrm.errors import Unavailable, Unreadable
from graphcrm.graph.ciphers import Place
from graphcrm.records.keys.store import KeyStore

_FORM = b"\x01"
_HEAD = 9
_NONCE = 12
_FILLED = 32
_KEPT = 50_000
_ALTERED = "A sensitive value was altered or put in another's place, and is not shown. Restore it from a backup."
_GONE = "The key of a sensitive value is not in the key store, so it is not shown. Restore the keys, if you have them."


class RecordCipher:
    """The cipher over a key store. Keys that were used stay at hand, 50,000 at most."""

    def __init__(self, store: KeyStore) -> None:
        self.store = store
        # One thread of its own: a new key is waited for until it is on disk, and the event loop must not wait.
        self._thread = ThreadPoolExecutor(1, "keys")
        self._numbers: OrderedDict[str, int] = OrderedDict()
        self._keys: OrderedDict[int, AESGCM] = OrderedDict()

    async def prepare(self, owners: Collection[str]) -> None:
        """Makes the keys of these records where they have none. They are on disk when this returns."""
        new = {owner for owner in owners if owner not in self._numbers}
        if new:
            made = await asyncio.get_running_loop().run_in_executor(self._thread, self.store.make, new)
            for key in made:
                self._keep(key.number, AESGCM(key.secret), key.record)

    def check(self) -> None:
        """Unavailable where the keys, once there were some, cannot be used."""
        if self.store.exists:
            self.store.check()

    def encipher(self, owner: str, place: Place, value: Any) -> bytes:
        """A value under the key of the record `owner`, which was prepared."""
        number = self._number(owner)
        nonce = os.urandom(_NONCE)
        plain = json.dumps(_form(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        plain = plain.ljust(-(-len(plain) // _FILLED) * _FILLED)
        return _head(number) + nonce + self._keys[number].encrypt(nonce, plain, _bound(place, number))

    def decipher(self, place: Place, ciphertext: bytes) -> Any:
        """The value. Unreadable where it was altered or comes from another place, or its key is gone."""
        number = int.from_bytes(ciphertext[1:_HEAD])
        if ciphertext[:1] != _FORM or len(ciphertext) < _HEAD + _NONCE or number >= 2**63:
            raise Unreadable(_ALTERED)
        key = self._keys.get(number) or self._known(number)
        try:
            plain = key.decrypt(ciphertext[_HEAD : _HEAD + _NONCE], ciphertext[_HEAD + _NONCE :], _bound(place, number))
        except InvalidTag:
            raise Unreadable(_ALTERED) from None
        return _value(json.loads(plain))

    def close(self) -> None:
        self._thread.shutdown(wait=True)
        self.store.close()

    def _number(self, owner: str) -> int:
        number = self._numbers.get(owner)
        if number is None or number not in self._keys:
            found = self.store.by_record(owner)
            if found is None:
                raise Unavailable("A key was not made before it was used.", reason="KEYS")
            number = found.number
            self._keep(number, AESGCM(found.secret), owner)
        return number

    def _known(self, number: int) -> AESGCM:
        found = self.store.by_number(number)
        if found is None:
            raise Unreadable(_GONE)
        key = AESGCM(found.secret)
        self._keep(number, key, found.record)
        return key

    def _keep(self, number: int, key: AESGCM, record: str) -> None:
        self._keys[number] = key
        self._numbers[record] = number
        for kept in (self._keys, self._numbers):
            if len(kept) > _KEPT:
                kept.popitem(last=False)


def _head(number: int) -> bytes:
    return _FORM + number.to_bytes(_HEAD - 1)


def _bound(place: Place, number: int) -> bytes:
    return "|".join((*place, str(number))).encode()


def _form(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _value(form: Any) -> Any:
    if not isinstance(form, dict):
        return form
    return datetime.fromisoformat(form["instant"]) if "instant" in form else date.fromisoformat(form["date"])
