"""Documents of up to ten kilobytes that cost as much as their writer could make them, by what they try."""

from __future__ import annotations


def _chain(count: int, body: str) -> str:
    """`{i}` in a fragment's body is its number, `{n}` the next one's."""
    fragments = [f"fragment f{i} on Query {{ {body.format(i=i, n=i + 1)} }}" for i in range(count)]
    return " ".join(["{ ...f0 }", *fragments, f"fragment f{count} on Query {{ __typename }}"])


def _pairs(count: int, body: str) -> str:
    """A place that spreads `count` fragments of one body."""
    spreads = " ".join(f"...g{i}" for i in range(count))
    fragments = [f"fragment g{i} on Person {{ {body} }}" for i in range(count)]
    return " ".join([f"{{ people {{ nodes {{ {spreads} }} }} }}", *fragments])


SEATS = "roles { nodes { title level organization { name } } }"

# Refused by the guards, with one error.
REFUSED = {
    "aliases at the root": "{" + " ".join(f"a{i}:__typename" for i in range(600)) + "}",
    "aliases below": "{people{nodes{" + " ".join(f"a{i}:name" for i in range(450)) + "}}}",
    "a field repeated": "{people{nodes{" + "name " * 1980 + "}}}",
    "an object repeated": "{people{nodes{" + "roles{nodes{title}} " * 200 + "}}}",
    "depth": "{people{nodes{" + "manager{" * 14 + "name" + "}" * 14 + "}}}",
    "depth beside __typename": "{__typename people{nodes{" + "manager{" * 14 + "name" + "}" * 14 + "}}}",
    "depth over the parser's": "{a" * 5000,
    "root fields in a fragment": "{...f} fragment f on Query{" + " ".join(f"a{i}:__typename" for i in range(20)) + "}",
    "a directive repeated": "{__typename " + "@include(if:true) " * 300 + "}",
    "directives": "{people{nodes{" + "name @skip(if:false) " * 200 + "}}}",
    "unknown directives": "{__typename " + " ".join(f"@d{i}" for i in range(900)) + "}",
    "fragments that double": _chain(150, "...f{n} ...f{n}"),
    "fragments all to all": "{...f0} "
    + " ".join(
        f"fragment f{i} on Query{{" + " ".join(f"...f{j}" for j in range(i + 1, 41)) + " __typename}" for i in range(41)
    ),
    "fragments in a circle": _chain(100, "...f{n}").replace("__typename }", "...f0 }"),
    "unused fragments": "{__typename} " + " ".join(f"fragment u{i} on Query{{...u{i + 1}}}" for i in range(150)),
    "pairs to compare": _pairs(60, SEATS),
    "pairs within pairs": _pairs(19, " ".join([SEATS] * 4)),
    "variables": "query(" + " ".join(f"$v{i}:Int" for i in range(480)) + "){__typename}",
    "operations": " ".join(f"query q{i}{{__typename}}" for i in range(370)),
    "arguments": "{people(" + "first:1 " * 600 + "){nodes{name}}}",
    "lists in lists": "{nodes(ids:" + "[" * 30 + "]" * 30 + "){id}}",
    "objects in objects": "{people(filter:" + "{not:" * 30 + "{}" + "}" * 30 + "){nodes{name}}}",
    "a long list": "{nodes(ids:[" + ",".join('"x"' for _ in range(900)) + "]){id}}",
    "tokens": "{" + "x " * 4990 + "}",
    "comments": "#\n" * 4900 + "{__typename}",
    "definitions": "type A{a:Int} " * 600,
    "introspection with aliases": "{__schema{" + " ".join(f"a{i}:types{{fields{{name}}}}" for i in range(29)) + "}}",
    "introspection twice": "{a:__schema{types{name}} b:__schema{types{name}}}",
}

# Left to the parser and to validation, which must be as quick.
WRONG = {
    "unknown fields": "{people{nodes{" + " ".join(f"f{i}" for i in range(900)) + "}}}",
    "unknown input fields": "{people(filter:{" + " ".join(f"nm{i}:1" for i in range(400)) + "}){nodes{name}}}",
    "unknown fields with children": "{people{nodes{" + " ".join(f"f{i}{{nodes{{name}}}}" for i in range(280)) + "}}}",
    "a wrong enum in a list": "{people(orderBy:[" + "{field:NAMEX} " * 300 + "]){nodes{name}}}",
    "an input field repeated": "{people(filter:{" + 'name:{eq:"x"} ' * 190 + "}){nodes{name}}}",
    "a huge integer": "{people(first:" + "9" * 9900 + "){nodes{name}}}",
    "a huge exponent": "{people(first:1e" + "9" * 9900 + "){nodes{name}}}",
    "a long name": "{" + "x" * 9990 + "}",
    "arguments that differ": "{"
    + " ".join(
        "people(filter:{%s}){nodes{name}}" % ",".join(f"n{(i + j) % 20}:1" for j in range(20)) for i in range(20)
    )
    + "}",
    "introspection in a circle": "{__schema{types{fields{type{fields{type{fields{type{name}}}}}}}}}",
    "variables that nobody uses": " ".join(
        f"query q{i}(" + " ".join(f"$v{j}:Int" for j in range(18)) + "){__typename}" for i in range(20)
    ),
    "no GraphQL": "\\" * 9990,
    "an open string": '{search(text:"' + "a" * 9900,
}

# Odd, and right.
ALLOWED = {
    "arguments that agree": "{" + " ".join("nodes(ids:[%s]){id}" % ",".join(['"x"'] * 80) for _ in range(20)) + "}",
    "filters that agree": "{"
    + " ".join("people(filter:{and:[%s]}){nodes{name}}" % ",".join(['{name:{eq:"x"}}'] * 9) for _ in range(20))
    + "}",
    "a long text": '{search(text:"' + "a" * 9900 + '"){edges{score}}}',
    "a block of lines": '{search(text:"""' + "\n a" * 3300 + '"""){edges{score}}}',
    "escapes": '{search(text:"' + "\\u0041" * 1600 + '"){edges{score}}}',
    "blanks": " " * 9900 + "{__typename}",
    "commas": "," * 9900 + "{__typename}",
    "pairs few enough": _pairs(19, "name id externalId city language birthday createdAt updatedAt"),
}
