"""Quality: how good what is known is, what breaks a rule, and what is most worth mending."""

from __future__ import annotations

from graphcrm.compile.declarations import Composite, Enumeration, Question, Shape
from graphcrm.measures.quality.table import shipped
from graphcrm.vocabulary.records import PERSONAL

RULE = Enumeration(
    "QualityRule",
    "A rule of quality. What breaks one is reported, not refused.",
    {code: rule.sentence for code, rule in shipped().rules.items()},
)
SEVERITY = Enumeration(
    "QualitySeverity",
    "How bad it is.",
    {"ERROR": "Wrong.", "WARNING": "Most likely wrong.", "NOTICE": "Worth a look."},
)
NOUN = Enumeration("QualityNoun", "Of which records.", {"PERSON": "People.", "ORGANIZATION": "Organizations."})

QUALITY = Composite(
    "Quality",
    "How good what is known of a record is, by what you see of it; each 0–1, null where there is nothing to judge.",
    {
        "completeness": ("Float", "The weighted share of wanted fields that are filled."),
        "accuracy": ("Float", "The share of values that have the form of their field, of those that have one."),
        "freshness": ("Float", "The weighted mean of 2^(-age/half-life) since values were recorded or confirmed."),
        "cross_reference": ("Float", "The share of values that a second source tells of on which both agree."),
        "fields": ("[QualityField!]!", "What the numbers are made of, wanted field by wanted field."),
    },
)
FIELD = Composite(
    "QualityField",
    "One wanted field of a record, and what it adds to the numbers.",
    {
        "field": ("String!", "Which: a property, or emails, phones, roles, people, categories."),
        "weight": ("Float!", "What it counts for completeness and freshness."),
        "half_life": ("Float!", "After how many days a value counts half."),
        "filled": ("Boolean!", "Whether there is a value."),
        "contribution": ("Float!", "What it adds to completeness."),
        "checked": ("Int!", "How many of its values have a form to be checked by."),
        "passed": ("Int!", "How many of these have it."),
        "age": ("Float", "Days since the youngest value was recorded or confirmed; null: it is not filled."),
        "freshness": ("Float", "2^(-age/half-life)."),
        "agrees": ("Boolean", "Whether a second source agrees; null: there is none."),
        "reason": ("String!", "The facts behind it, as a sentence."),
    },
)
FINDING = Composite(
    "QualityFinding",
    "What breaks a rule, by what you see.",
    {
        "id": ("ID!", "The rule and the record: the same from call to call."),
        "rule": ("QualityRule!", "Which rule."),
        "severity": ("QualitySeverity!", "How bad it is."),
        "record": ("Node!", "The record to mend."),
        "others": ("[Node!]!", "What it is about beside it."),
        "field": ("String", "The field to mend, where it is one."),
        "sentence": ("String!", "What is wrong and how to mend it."),
    },
)
DAY = Composite(
    "QualityDay",
    "The numbers of many records on a night, over what everybody may see; each the mean over those that have one.",
    {
        "day": ("Date!", "The day."),
        "noun": ("QualityNoun", "Of which records; null: of findings."),
        "team": ("Team", "Those of the accounts of this team alone."),
        "source": ("String", "Those that came from this source alone; entered: not from a file."),
        "rule": ("QualityRule", "The rule whose findings are counted; null: records are."),
        "records": ("Int", "How many records."),
        "completeness": ("Float", "The mean."),
        "accuracy": ("Float", "The mean."),
        "freshness": ("Float", "The mean."),
        "cross_reference": ("Float", "The mean."),
        "findings": ("Int", "How many findings the rule had; null: of records."),
        "computed_at": ("DateTime!", "When it was computed."),
    },
)
WORK = Composite(
    "QualityWork",
    "Somebody whose values are worth confirming.",
    {
        "person": ("Person!", "Who."),
        "organization": ("Organization!", "Where they count most."),
        "influence": ("Float!", "How much, 0–1."),
        "freshness": ("Float!", "How fresh what is known of them is, 0–1."),
        "priority": ("Float!", "Influence times (1 - freshness)."),
        "field": ("String!", "What to confirm first."),
        "days": ("Int!", "How old that is, in days."),
        "reason": ("String!", "The same as a sentence."),
        "computed_at": ("DateTime!", "When it was computed."),
    },
)
ENUMERATIONS = (RULE, SEVERITY, NOUN)
COMPOSITES = (QUALITY, FIELD, FINDING, DAY, WORK)

QUESTIONS = (
    Question(
        "quality",
        "quality/of_person",
        Shape.ROW,
        "Person",
        bind="person",
        type_name=QUALITY.name,
        sensitivity=PERSONAL,
        description="How good what you see of them is.",
    ),
    Question(
        "quality",
        "quality/of_organization",
        Shape.ROW,
        "Organization",
        bind="organization",
        type_name=QUALITY.name,
        description="How good what you see of it is.",
    ),
    Question("qualityFindings", "quality/findings", Shape.CONNECTION, row_type=FINDING.name, permission="read"),
    Question("qualitySummary", "quality/summary", Shape.LIST, row_type=DAY.name, permission="read"),
    Question("qualityTrend", "quality/trend", Shape.LIST, row_type=DAY.name, permission="read", page_limit=730),
    Question(
        "qualityWorkList",
        "quality/work_list",
        Shape.CONNECTION,
        row_type=WORK.name,
        sensitivity=PERSONAL,
        permission="read",
    ),
)
