"""AuditEntry: what was done, read or tried. Not governed by rows: who may ask for the trail may ask for all of it."""

from __future__ import annotations

from graphcrm.compile.declarations import Noun, Property, Question, Shape
from graphcrm.compile.kinds import CODE, INSTANT, INTEGER, TEXT, TEXTS

_SUMMARY = "toString({n}.at) + ' ' + {n}.actor + ' ' + {n}.act + coalesce(' ' + {n}.type, '') + ' ' + {n}.decision"
_SUMMARY += " + coalesce(' (' + toString({n}.times) + ' times)', '')"

AUDIT_ENTRY = Noun(
    "AuditEntry",
    prefix="aud",
    governed=False,
    title="summary",
    writing=None,
    description="An entry of the audit trail: who did, read or tried what, when. It names fields and never values.",
    properties=(
        Property("id", CODE, "Opaque, prefixed, time-ordered.", unique=True, required=True, column=None),
        Property("at", INSTANT, "When.", required=True, column=None),
        Property("actor", CODE, "The id of the user; local: whoever may run the command.", column=None),
        Property("act", CODE, "The mutation, or read, ask, import.", column=None),
        Property("type", CODE, "The noun or edge type that was written.", column=None),
        Property(
            "subject",
            TEXTS,
            "The ids of the records; a person stands here by a code that only their record can tell.",
            column=None,
        ),
        Property("fields", TEXTS, "The fields that were written, shown or asked for.", column=None),
        Property("request", CODE, "The id of the request, or of the import.", column=None),
        Property("purpose", CODE, "What for, where that was said.", column=None),
        Property("decision", CODE, "allowed or denied.", column=None),
        Property("times", INTEGER, "How many denied attempts of one kind it stands for; null: one.", column=None),
        Property("number", INTEGER, "Its place in the chain; null until it is sealed.", column=None),
        Property("hash", CODE, "Its hash in the chain, SHA-256 in hexadecimal.", column=None),
        Property("summary", TEXT, "All of it in a line.", expression=_SUMMARY, filterable=False),
    ),
)

QUESTIONS = (Question("auditTrail", "audit/trail", Shape.CONNECTION, node="AuditEntry", permission="audit.read"),)
