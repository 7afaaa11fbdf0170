"""The kinds of records that are compared, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.measures.matching.fields import Kind
from graphcrm.measures.matching.organizations import ORGANIZATION
from graphcrm.measures.matching.persons import PERSON

KINDS: Mapping[str, Kind] = {"organization": ORGANIZATION, "person": PERSON}
