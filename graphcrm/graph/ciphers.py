"""What enciphers values on their way to the database, and deciphers them: the interface. `records.keys` has the keys.

A value is bound to its place: taken from there and put elsewhere, it cannot be deciphered.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from graphcrm.errors import Unavailable

# Where a value stands: the noun or type of edge, the id of the record, the stored property.
Place = tuple[str, str, str]


class Cipher(Protocol):
    """Enciphers under the key of a record. Unavailable (KEYS) where the keys cannot be used."""

    async def prepare(self, owners: Collection[str]) -> None:
        """Makes the keys of these records where they have none. They are on disk when this returns."""

    def check(self) -> None:
        """Unavailable where the keys cannot be used."""

    def encipher(self, owner: str, place: Place, value: Any) -> bytes:
        """A value under the key of the record `owner`, which was prepared."""

    def decipher(self, place: Place, ciphertext: bytes) -> Any:
        """The value. Unreadable where it was altered or comes from another place, or its key is gone."""


class NoCipher:
    """Stands where no keys were given: nothing enciphered is read or written."""

    async def prepare(self, owners: Collection[str]) -> None:
        if owners:
            raise _none()

    def check(self) -> None:
        """Whoever has none misses none."""

    def encipher(self, owner: str, place: Place, value: Any) -> bytes:
        raise _none()

    def decipher(self, place: Place, ciphertext: bytes) -> Any:
        raise _none()


def _none() -> Unavailable:
    return Unavailable("The keys of sensitive values are not at hand here.", reason="KEYS")
