"""Signing in and setting passwords: a user, their password's hash, their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graphcrm.errors import BadUserInput, NotFound, Unauthenticated
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Transaction
from graphcrm.measures import normal_forms
from graphcrm.records import journal
from graphcrm.records.journal import Author
from graphcrm.records.sign_in import sessions
from graphcrm.records.sign_in.attempts import Attempt, Attempts, network
from graphcrm.records.sign_in.passwords import Passwords
from graphcrm.records.sign_in.sessions import SECONDS, Opened

_USER = """
MATCH (u:User {email_key: $email}) WHERE NOT coalesce(u.disabled, false) WITH u ORDER BY u.id LIMIT 1
OPTIONAL MATCH (p:Password)-[:OF]->(u)
RETURN u.id, u.name, u.email, p.hash, coalesce(u._networks, [])
"""
_SET = """
MATCH (u:User {id: $user}) SET u._lock = true REMOVE u._lock
WITH u
CALL (u) { MATCH (old:Password)-[:OF]->(u) DETACH DELETE old }
CREATE (:Internal:Password {hash: $hash, set_at: $now})-[:OF]->(u)
RETURN u.id
"""
_REHASH = "MATCH (p:Password {hash: $old})-[:OF]->(:User {id: $user}) SET p.hash = $hash"
# The same words and the same time whether the user, the password or both are wrong.
_WRONG = "The address or the password is wrong."


class WrongPassword(Unauthenticated):
    """Nobody of that address and password. `user`: whose account was tried; None where there is none."""

    def __init__(self, user: str | None) -> None:
        super().__init__(_WRONG)
        self.user = user


@dataclass(frozen=True, slots=True)
class Account:
    """A user who may sign in, and the hash of their password if they have one."""

    id: str
    name: str
    email: str
    hash: str | None
    networks: Sequence[str]

    @property
    def words(self) -> list[str]:
        """What makes a poor password of theirs."""
        return [*self.name.split(), *self.email.replace("@", ".").split("."), "graphcrm"]

    def known_from(self, address: str) -> bool:
        return any(entry.split(" ")[0] == network(address) for entry in self.networks)


async def of_email(circuit: Circuit, email: str) -> Account | None:
    """The account of an address; None for nobody or a disabled user."""
    row = await circuit.read(_USER, {"email": normal_forms.email(email)}, question="account", seconds=SECONDS)
    return Account(*row) if row else None


async def sign_in(
    circuit: Circuit, passwords: Passwords, attempts: Attempts, *, email: str, password: str, address: str, agent: str
) -> tuple[Account, Opened]:
    """The account and a new session. WrongPassword where address or password is wrong, in the same words and time;
    RateLimited where too much was tried; Unavailable where too many sign in at this moment."""
    account = await of_email(circuit, email)
    attempt = Attempt(normal_forms.email(email)[:320], address)
    known = account is not None and account.known_from(address)
    await attempts.begin(attempt, known=known)
    if not await passwords.matches(account.hash if account else None, password) or account is None:
        raise WrongPassword(account.id if account else None)
    await attempts.succeeded(attempt, known=known)

    async def once(transaction: Transaction) -> Opened:
        return await sessions.begin(transaction, account.id, network(address), agent)

    opened = await circuit.write(once, name="sign in", seconds=SECONDS)
    assert account.hash is not None
    if passwords.outdated(account.hash):
        await _rehash(circuit, passwords, account, password)
    return account, opened


async def set_password(circuit: Circuit, passwords: Passwords, author: Author, account: Account, password: str) -> None:
    """Sets a user's password; whoever was signed in with the old one is so no more. BadUserInput for a poor one."""
    hashed = await passwords.hashed(password, account.words)

    async def once(transaction: Transaction) -> None:
        await put(transaction, author, account.id, hashed)

    await circuit.write(once, name="password", seconds=SECONDS)


async def put(transaction: Transaction, author: Author, user: str, hashed: str) -> None:
    """Puts a hash in place of the one there was, and ends the user's sessions."""
    if not await transaction.run(_SET, {"user": user, "hash": hashed, "now": datetime.now(UTC)}):
        raise NotFound("There is no such user.")
    await sessions.end_all(transaction, user)
    await journal.audited(transaction, author, "passwordSet", "User", user, ["password"])


async def change_password(
    circuit: Circuit, passwords: Passwords, attempts: Attempts, *, email: str, old: str, new: str, address: str
) -> None:
    """A user sets their own password, by the one they have. BadUserInput where that is wrong: they are signed in."""
    account = await of_email(circuit, email)
    attempt = Attempt(normal_forms.email(email), address)
    await attempts.begin(attempt, known=True)
    if not await passwords.matches(account.hash if account else None, old) or account is None:
        raise BadUserInput("The password you have now is another one. Look for a slip of the keys.")
    await attempts.succeeded(attempt, known=True)
    await set_password(circuit, passwords, Author(account.id), account, new)


async def _rehash(circuit: Circuit, passwords: Passwords, account: Account, password: str) -> None:
    parameters: dict[str, Any] = {"user": account.id, "old": account.hash}
    parameters["hash"] = await passwords.hashed(password)

    async def once(transaction: Transaction) -> None:
        await transaction.run(_REHASH, parameters)

    await circuit.write(once, name="password rehash", seconds=SECONDS)
