"""Texts that would be Cypher, or end it, if they ever became part of a statement."""

from __future__ import annotations

import itertools

_ENDS = (
    "'",
    '"',
    "`",
    "\\'",
    "\\",
    "*/",
    "//",
    "}",
    ")",
    "]",
    "\u2019",
    "\uff07",
    "\\u0027",
    "\\u0022",
    "\\u0060",
    "\n",
    "\r\n",
    "\x00",
)
_GOES_ON = (
    " OR 1=1 //",
    "}) DETACH DELETE n //",
    "}) RETURN 1 UNION MATCH (n) DETACH DELETE n //",
    " WITH 1 AS x MATCH (n) SET n.pwned = true RETURN n //",
    "}]-() CALL db.labels() YIELD label RETURN label //",
    ") CALL { MATCH (n) DETACH DELETE n } IN TRANSACTIONS //",
    " LOAD CSV FROM 'http://127.0.0.1:1/x' AS l RETURN l //",
    "; MATCH (n) DETACH DELETE n;",
    " FOREACH (x IN [1] | CREATE (:Pwned)) //",
    ":Pwned) SET n:Pwned //",
)  # fmt: skip
_OTHERS = (
    "$teams",
    "$sees_all", "{visible:n}", "{n}", "{holds:r}", "%s", "{0}", "${jndi:ldap://127.0.0.1/x}", "n.name DESC",
    "name`, n.`birthday", "Person|User", "Person`:`User", "x_diet", "x_segment` IS NULL OR n.`name", "*:*", "name:*", "a AND",
    "(((", "a~ b^9", "Europe/Berlin' + '", "UTC'})", "+02:00[Europe/Berlin]", "2026-01-01') OR date('", "NAME, n.birthday",
)  # fmt: skip
PAYLOADS = [*_OTHERS, *(a + b for a, b in itertools.product(_ENDS, _GOES_ON))]
