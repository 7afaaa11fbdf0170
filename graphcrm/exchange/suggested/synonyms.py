"""What columns are called: the headers of address books, mail programs, spreadsheets and other systems, English and
German, compared without case, accents and punctuation."""

from __future__ import annotations

import re

from graphcrm.measures.normal_forms import fold

_PEOPLE = """
external_id: id, contact id, person id, external id, externe id, kontakt id, kontaktnummer, personennummer
external_id: uid, guid, record id, lead id, contact number, nr, nummer
name: name, full name, fullname, vollstandiger name, kontakt, kontaktname, contact, contact name, display name
name: anzeigename
first_name: first name, firstname, given name, forename, vorname, rufname
last_name: last name, lastname, surname, family name, nachname, familienname, zuname
emails: email, e mail, mail, email address, e mail address, e mail adresse, mailadresse, emailadresse, e mail 1 value
emails: e mail 2 value, work email, business email, private email, e mail geschaftlich, e mail privat, email 1, email 2
phones: phone, telephone, phone number, tel, telefon, telefonnummer, rufnummer, mobile, mobile phone, mobil, handy
phones: mobilnummer, cell, cell phone, business phone, work phone, home phone, phone 1 value, phone 2 value, festnetz
phones: mobiltelefon, telefon geschaftlich, telefon privat
city: city, town, ort, stadt, wohnort, business city
country: country, land, staat, country code, landercode, country region, business country region
language: language, sprache, locale, preferred language
birthday: birthday, birth date, date of birth, dob, geburtstag, geburtsdatum, geb datum
linkedin: linkedin, linkedin url, linkedin profile, linkedin profil
website: website, web page, homepage, webseite, personal web page
lead_source: lead source, source, quelle, herkunft, leadquelle
lead_status: lead status, leadstatus
tags: tags, labels, schlagworte, stichworte, group membership, kategorien
do_not_contact: do not contact, dnc, kontaktsperre, nicht kontaktieren, opt out, werbesperre
organization.name: company, company name, organization, organisation, organization name, firma, firmenname, unternehmen
organization.name: employer, arbeitgeber, account, account name, organization 1 name
organization.domain: company domain, domain, firmendomain
organization.external_id: company id, account id, organization id, firmen id, firmennummer
organization.industry: industry, branche
seat.title: title, job title, jobtitle, position, role, funktion, berufsbezeichnung, stellenbezeichnung, rolle
seat.title: organization 1 title, organization title, job
seat.function: department, abteilung, bereich
seat.started_on: start date, in position since, eintritt, eintrittsdatum, seit
address: address, street, adresse, anschrift, strasse, business street, postal address
"""
_ORGANIZATIONS = """
external_id: id, company id, account id, organization id, external id, kundennummer, firmennummer, nr, debitorennummer
name: name, company, company name, organization, organisation, firma, firmenname, unternehmen, account name, kunde
domain: domain, website, web, homepage, webseite, url
industry: industry, branche, sector
employees: employees, number of employees, mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, headcount
city: city, town, ort, stadt, sitz
country: country, land, staat, country code
tags: tags, labels, schlagworte, stichworte
emails: email, e mail, e mail adresse, mail
phones: phone, telephone, telefon, telefonnummer, tel
"""
_DEALS = """
external_id: id, deal id, opportunity id, external id, nr
name: name, deal, deal name, opportunity, opportunity name, titel, bezeichnung
organization: organization id, account id, company id, firmen id, kundennummer
stage: stage, phase, status
value: value, amount, betrag, wert, umsatz, volumen, deal value
currency: currency, wahrung
expected_close_on: close date, expected close date, closing date, abschlussdatum, erwarteter abschluss
"""
_WORDS = re.compile(r"[^\w]+")


def _read(text: str) -> dict[str, str]:
    found = {}
    for line in text.strip().splitlines():
        target, _, names = line.partition(": ")
        found.update({name.strip(): target for name in names.split(",")})
    return found


_BY_NOUN = {"people": _read(_PEOPLE), "organizations": _read(_ORGANIZATIONS), "deals": _read(_DEALS)}


def target(name: str, noun: str) -> str | None:
    """What a column of this name means of a record of a native file; None where nobody knows."""
    known = _BY_NOUN.get(noun, {})
    return known.get(_words(name)) or known.get(_words(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))


def _words(name: str) -> str:
    return " ".join(_WORDS.sub(" ", fold(name).replace("_", " ")).split())
