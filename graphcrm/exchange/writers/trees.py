"""XML: an element for each record, in it one for each thing known of it. Its schema (XSD) is written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphcrm.exchange.writers.stated import Stated, flat
from graphcrm.exchange.writers.xml_text import attribute, inner

_BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPES = {
    "integer": "xs:integer",
    "number": "xs:double",
    "decimal": "xs:decimal",
    "boolean": "xs:boolean",
    "date": "xs:date",
    "instant": "xs:dateTime",
}
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


class XmlFile:
    """An XML file on its way, and its schema, of the same name with the ending `.xsd`."""

    def __init__(self, path: Path, stated: Stated, schema: Path) -> None:
        schema.write_text(xsd(stated), encoding="utf-8")
        self._headings = [(heading.name, heading.kind) for heading in stated.headings]
        self._file = path.open("w", encoding="utf-8", newline="\n")
        parts = {**stated.parts, "xsi:noNamespaceSchemaLocation": schema.name}
        said = " ".join(f"{name}={attribute(value)}" for name, value in parts.items() if name != "export")
        self._file.write(f"{_BEGIN}<export of={attribute(stated.records)} {said} {_XSI}>\n")

    def row(self, values: Sequence[Any]) -> None:
        parts = ["<record>"]
        for (name, kind), value in zip(self._headings, values, strict=True):
            if value is None:
                continue
            for one in value if kind == "texts" else [value]:
                parts.append(f"<{name}>{inner(flat('text' if kind == 'texts' else kind, one))}</{name}>")
        self._file.write("".join([*parts, "</record>\n"]))

    def close(self) -> None:
        self._file.write("</export>\n")
        self._file.close()

    def abandon(self) -> None:
        self._file.close()


def xsd(stated: Stated) -> str:
    """The schema of a file with these columns: each thing at most once, a list as often as it is long."""
    elements = []
    for heading in stated.headings:
        most = ' maxOccurs="unbounded"' if heading.kind == "texts" else ""
        said = f"<xs:annotation><xs:documentation>{inner(heading.description)}</xs:documentation></xs:annotation>"
        elements.append(
            f'        <xs:element name="{heading.name}" type="{_TYPES.get(heading.kind, "xs:string")}" minOccurs="0"'
            f"{most}>{said if heading.description else ''}</xs:element>\n"
        )
    return (
        f'{_BEGIN}<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n  <xs:element name="export"><xs:complexType>'
        '\n    <xs:sequence><xs:element name="record" minOccurs="0" maxOccurs="unbounded"><xs:complexType>\n'
        f"      <xs:sequence>\n{''.join(elements)}      </xs:sequence>\n"
        "    </xs:complexType></xs:element></xs:sequence>\n"
        '    <xs:attribute name="of" type="xs:string" use="required"/>\n'
        '    <xs:attribute name="query" type="xs:string" use="required"/>\n'
        '    <xs:attribute name="at" type="xs:dateTime" use="required"/>\n'
        '    <xs:attribute name="position" type="xs:string"/>\n'
        "  </xs:complexType></xs:element>\n</xs:schema>\n"
    )
