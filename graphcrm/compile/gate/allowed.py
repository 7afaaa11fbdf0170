"""What a statement may be made of, beside what the vocabulary and the viewer's rights say: functions, and the parts of
dates and durations. What is not here is refused."""

from __future__ import annotations

# What they give holds no node or relation, whatever they are given.
PLAIN = frozenset(
    {
        *("count", "sum", "avg", "stdev", "stdevp", "percentilecont", "percentiledisc"),
        *("size", "length", "type", "isempty"),
        *("tointeger", "tofloat", "tostring", "toboolean"),
        *("tointegerornull", "tofloatornull", "tostringornull", "tobooleanornull"),
        *("tolower", "toupper", "trim", "ltrim", "rtrim", "replace", "split", "substring", "left", "right"),
        *("abs", "ceil", "floor", "round", "sign", "sqrt", "log", "log10", "exp", "range"),
        *("date", "datetime", "localdatetime", "duration"),
        *("date.truncate", "datetime.truncate"),
        *("duration.between", "duration.inmonths", "duration.indays", "duration.inseconds"),
    }
)
# What they give may hold what they are given.
CARRYING = frozenset({"collect", "min", "max", "head", "last", "tail", "reverse", "coalesce", "nullif"})
# What they give are nodes or relations.
ENTITIES = frozenset({"nodes", "relationships", "startnode", "endnode"})
FUNCTIONS = PLAIN | CARRYING | ENTITIES
QUANTIFIERS = frozenset({"all", "any", "none", "single"})
# Parts of a date, an instant or a duration, as `x.year`; no node or relation stores anything under these names.
PARTS = frozenset(
    {
        *("year", "quarter", "month", "week", "weekYear", "dayOfQuarter", "dayOfWeek", "day", "ordinalDay"),
        *("hour", "minute", "second", "millisecond", "microsecond", "nanosecond", "epochSeconds", "epochMillis"),
        *("years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds"),
        *("monthsOfYear", "daysOfWeek", "minutesOfHour", "secondsOfMinute"),
    }
)
# Words that begin something in a question: no variable is called so, so that none is taken for one.
_WORDS = """
ALL ALTER AND ANY AS ASC ASCENDING BY CALL CASE COLLECT CONTAINS CREATE CYPHER DELETE DESC DESCENDING DETACH DISTINCT
DROP ELSE END ENDS EXISTS EXPLAIN FALSE FINISH FOREACH GRANT IN INSERT IS LET LIMIT LOAD MATCH MERGE NODETACH NOT NULL
ON OPTIONAL OR ORDER PROFILE REDUCE REMOVE RETURN REVOKE SET SHORTEST SHORTESTPATH ALLSHORTESTPATHS SHOW SINGLE SKIP
STARTS TERMINATE THEN TRUE UNION UNWIND USE USING WHEN WHERE WITH XOR YIELD
"""
RESERVED = frozenset(_WORDS.split())
