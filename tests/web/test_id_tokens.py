"""ID tokens: ten good ones are taken, and of sixty bad ones not one."""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from typing import Any

import orjson
import pytest

from graphcrm.errors import Unauthenticated, Unavailable
from graphcrm.web.sign_in.id_tokens import IdTokens
from tests.web.issuer import CLIENT, EC, RSA, STRANGER, claims, public, signed

ISSUER, NONCE = "https://login.lumen.example", "n" * 43


def good(header: dict[str, Any] | None = None, key: Any = RSA, **other: Any) -> str:
    return signed(claims(ISSUER, NONCE, **other), header, key)


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(value)).rstrip(b"=").decode()


def tampered(place: int, value: Any) -> str:
    parts = good().split(".")
    parts[place] = value if isinstance(value, str) else part(value)
    return ".".join(parts)


def now(seconds: float = 0) -> float:
    return time.time() + seconds


GOOD = {
    "rs256": good(),
    "es256": good(key=EC),
    "ps256": good({"alg": "PS256"}),
    "type in small letters": good({"typ": "jwt"}),
    "no type": good({"typ": None}),
    "audience in a list": good(aud=[CLIENT]),
    "two audiences and the party": good(aud=[CLIENT, "other"], azp=CLIENT),
    "a fraction of a second": good(exp=now(60.5)),
    "a clock half a minute slow": good(iat=int(now(30)), exp=int(now(330))),
    "just over, within the skew": good(exp=int(now(-30)), iat=int(now(-600))),
}
OTHER_CLAIMS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://login.elsewhere.example"},
    "issuer with a slash": {"iss": ISSUER + "/"},
    "issuer as a list": {"iss": [ISSUER]},
    "no issuer": {"iss": None},
    "another audience": {"aud": "other"},
    "no audience": {"aud": None},
    "no audience in the list": {"aud": []},
    "audience as an object": {"aud": {"graphcrm": True}},
    "audience with a space": {"aud": "graphcrm other"},
    "two audiences, no party": {"aud": [CLIENT, "other"]},
    "two audiences, another party": {"aud": [CLIENT, "other"], "azp": "other"},
    "one audience, another party": {"azp": "other"},
    "ended": {"exp": int(now(-120)), "iat": int(now(-600))},
    "no end": {"exp": None},
    "end as text": {"exp": str(int(now(300)))},
    "end as truth": {"exp": True},
    "end as a list": {"exp": [int(now(300))]},
    "end far away": {"exp": 99_999_999_999},
    "end before its beginning": {"exp": int(now(10)), "iat": int(now(20))},
    "a life of two days": {"exp": int(now(172_800))},
    "no beginning": {"iat": None},
    "beginning as text": {"iat": "now"},
    "of the future": {"iat": int(now(600)), "exp": int(now(900))},
    "not yet": {"nbf": int(now(600))},
    "not yet as text": {"nbf": "soon"},
    "another nonce": {"nonce": "m" * 43},
    "no nonce": {"nonce": None},
    "nonce as a list": {"nonce": [NONCE]},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "subject as a number": {"sub": 1},
    "a long subject": {"sub": "x" * 256},
    "groups as text": {"groups": "sales"},
    "groups of numbers": {"groups": [1]},
}
OTHER_HEADERS: dict[str, dict[str, Any]] = {
    "another algorithm of the family": {"alg": "RS512"},
    "no key named": {"kid": None},
    "an unknown key": {"kid": "rsa-2"},
    "a key named by a path": {"kid": "../../etc/passwd"},
    "an access token": {"typ": "at+jwt"},
    "a logout token": {"typ": "logout+jwt"},
    "what is critical": {"crit": ["exp"]},
    "its own key": {"jwk": STRANGER.as_dict(private=False)},
    "an address of keys": {"jku": "https://elsewhere.example/keys"},
    "an address of certificates": {"x5u": "https://elsewhere.example/cert"},
    "certificates": {"x5c": ["MIIB"]},
}
RAW = {
    "nothing": "",
    "a word": "token",
    "two parts": "a.b",
    "four parts": good() + ".x",
    "five parts": ".".join([part({"alg": "dir", "enc": "A128GCM"}), "", "a", "b", "c"]),
    "in JSON": '{"payload": "a", "signatures": []}',
    "unsigned": f"{part({'alg': 'none', 'kid': 'rsa-1'})}.{part(claims(ISSUER, NONCE))}.",
    "unsigned in capitals": f"{part({'alg': 'NoNe', 'kid': 'rsa-1'})}.{part(claims(ISSUER, NONCE))}.x",
    "signed with the public key": f"{part({'alg': 'HS256', 'kid': 'rsa-1'})}.{part(claims(ISSUER, NONCE))}.x",
    "no signature": good().rpartition(".")[0] + ".",
    "a stranger's signature": good(key=STRANGER),
    "another body": tampered(1, claims(ISSUER, NONCE, sub="admin")),
    "another header": tampered(0, {"alg": "PS256", "kid": "rsa-1", "typ": "JWT"}),
    "a header that is a list": tampered(0, ["RS256"]),
    "a header that is no base64": tampered(0, "!!!!"),
    "a header of two megabytes": tampered(0, {"alg": "RS256", "kid": "rsa-1", "x": "y" * 2_000_000}),
    "a header that nests": tampered(0, part({}).replace("e30", base64.urlsafe_b64encode(b"[" * 4000).decode())),
    "claims that are a list": signed([1, 2]),
    "letters beyond ASCII": good() + "é",
    "a line end": good() + "\n",
}
BAD = (
    {name: good(**other) for name, other in OTHER_CLAIMS.items()}
    | {name: good(header) for name, header in OTHER_HEADERS.items() if name != "what is critical"}
    | {"what is critical": tampered(0, {"alg": "RS256", "kid": "rsa-1", "crit": ["exp"], "exp": 1})}
    | RAW
)


# The tokens are made when this file is read; a suite may come to it much later.
NOW = time.time()


def tokens(keys: Mapping[str, Any] | None = None) -> IdTokens:
    async def fetch() -> Mapping[str, Any]:
        return keys if keys is not None else public(RSA, EC)

    return IdTokens(ISSUER, CLIENT, fetch, lambda: NOW)


def test_there_are_sixty_bad_ones() -> None:
    assert len(BAD) >= 60


@pytest.mark.parametrize("name", GOOD)
async def test_a_good_token_says_who_somebody_is(name: str) -> None:
    found = await tokens().identity(GOOD[name], NONCE)
    assert (found.subject, found.email, found.groups) == ("00u1", "ana@lumen.example", ("sales",))


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_token_is_taken_for_nothing(name: str) -> None:
    with pytest.raises(Unauthenticated):
        await tokens().identity(BAD[name], NONCE)


async def test_a_key_for_encryption_or_another_algorithm_signs_nothing() -> None:
    for change in ({"use": "enc"}, {"alg": "RS512"}):
        keys = public(RSA)
        keys["keys"][0] |= change
        with pytest.raises(Unauthenticated):
            await tokens(keys).identity(GOOD["rs256"], NONCE)


class Clock:
    def __init__(self) -> None:
        self.start = self.now = time.time()

    def __call__(self) -> float:
        return self.now


async def test_keys_are_kept_an_hour_and_an_unknown_one_is_asked_for_once_a_minute() -> None:
    clock, asked, away = Clock(), [], [False]

    async def fetch() -> Mapping[str, Any]:
        asked.append(clock.now)
        if away[0]:
            raise Unavailable("away")
        return public(RSA)

    found = IdTokens(ISSUER, CLIENT, fetch, clock)

    def fresh(key: Any = RSA) -> str:
        return good(key=key, iat=int(clock.now), exp=int(clock.now) + 300)

    await found.identity(fresh(), NONCE)
    for _ in range(50):
        with pytest.raises(Unauthenticated):
            await found.identity(fresh(EC), NONCE)
    assert len(asked) == 1
    clock.now += 61
    for _ in range(50):
        with pytest.raises(Unauthenticated):
            await found.identity(fresh(EC), NONCE)
    assert len(asked) == 2
    # The issuer is away: what is kept goes on for its hour and no longer.
    away[0] = True
    clock.now += 3590
    await found.identity(fresh(), NONCE)
    clock.now += 20
    with pytest.raises(Unavailable):
        await found.identity(fresh(), NONCE)
