"""Making people: a name nobody else has, addresses, and what else is known of them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

from graphcrm.demo import names, places
from graphcrm.demo.names import Name
from graphcrm.demo.tables import Row

_YOUNGEST = date(2003, 6, 30)
_DAYS_OF_WORKING_LIFE = 15_000


class Census:
    """Everybody of the world: who was made, under which name, with which addresses. Neither repeats."""

    def __init__(self, known: Iterable[Row], dice: random.Random) -> None:
        """`known`: people written by hand."""
        self.rows: list[Row] = []
        self.names: dict[str, Name] = {}
        self._dice = dice
        self._cultures = names.cultures()
        self._taken: set[str] = set()
        self._addresses: set[str] = set()
        self._phones: dict[str, list[str]] = {}
        for row in known:
            self._taken |= {names.slug(row["name"]), row["name"]}
            self._addresses |= set(row["emails"].split(";"))
            self._taken |= set(row.get("phones", "").split(";"))

    def add(self, organization: Row, categories: str = "") -> Row:
        """A new person at the organization's domain and city, in its country's language."""
        country = organization["country"]
        name = self._name(country)
        row = {
            "external_id": f"p-{1001 + len(self.rows)}",
            "name": name.text,
            "first_name": name.given if name.family else "",
            "last_name": name.family,
            "emails": self.address(name.latin_given, name.latin_family, organization["domain"]),
            "phones": self.phone(country) if self._dice.random() < 0.2 else "",
            "city": organization["city"],
            "country": country,
            "language": places.LANGUAGES[country],
            "birthday": self.birthday() if self._dice.random() < 0.25 else "",
            "linkedin": "",
            "categories": categories,
            "lead_source": "",
            "lead_status": "",
            "tags": "",
        }
        self.rows.append(row)
        self.names[row["external_id"]] = name
        return row

    def copy(self, original: Row, **other: str) -> Row:
        """Another record of the same person, where `other` says otherwise, with what the copy knows of them."""
        row = dict.fromkeys(original, "") | {
            column: original[column] for column in ("name", "first_name", "last_name", "city", "country", "language")
        }
        row |= {"external_id": f"p-{1001 + len(self.rows)}", **other}
        self.rows.append(row)
        self.names[row["external_id"]] = self.names[original["external_id"]]
        return row

    def address(self, given: str, family: str, domain: str) -> str:
        """An unused e-mail address, `given.family@domain` where that is free."""
        local = ".".join(part for part in (names.slug(given), names.slug(family)) if part)
        address, number = f"{local}@{domain}", 2
        while address in self._addresses:
            address, number = f"{local}{number}@{domain}", number + 1
        self._addresses.add(address)
        return address

    def free(self, given: str, family: str) -> bool:
        """Whether nobody has that name."""
        return names.slug(f"{given} {family}") not in self._taken

    def phone(self, country: str) -> str:
        """An unused telephone number of the country's range for fiction; empty where there is none (left)."""
        if country not in self._phones:
            numbers = [number for number in places.phones(country) if number not in self._taken]
            self._dice.shuffle(numbers)
            self._phones[country] = numbers
        left = self._phones[country]
        return left.pop() if left else ""

    def birthday(self) -> str:
        """A day of birth that makes somebody 23 to 64 years old."""
        return (_YOUNGEST - timedelta(days=self._dice.randrange(_DAYS_OF_WORKING_LIFE))).isoformat()

    def _name(self, country: str) -> Name:
        """A name nobody has yet. Ends: a culture's lists allow more names than the world has people of it."""
        while True:
            name = names.draw(self._cultures[self._dice.choice(places.cultures(country))], self._dice)
            if names.slug(name.latin) not in self._taken:
                self._taken.add(names.slug(name.latin))
                return name
