"""Countries by the names people write in a column: English and German, as far as addresses usually need them."""

from __future__ import annotations

from graphcrm.measures.normal_forms import fold

_NAMES = """
AE United Arab Emirates|UAE|Vereinigte Arabische Emirate
AR Argentina|Argentinien
AT Austria|Österreich
AU Australia|Australien
BE Belgium|Belgien
BG Bulgaria|Bulgarien
BR Brazil|Brasilien
CA Canada|Kanada
CH Switzerland|Schweiz|Suisse
CL Chile
CN China|People's Republic of China
CO Colombia|Kolumbien
CY Cyprus|Zypern
CZ Czech Republic|Czechia|Tschechien|Tschechische Republik
DE Germany|Deutschland|Federal Republic of Germany
DK Denmark|Dänemark|Danmark
EE Estonia|Estland
EG Egypt|Ägypten
ES Spain|Spanien|España
FI Finland|Finnland|Suomi
FR France|Frankreich
GB United Kingdom|UK|Great Britain|England|Scotland|Wales|Großbritannien|Vereinigtes Königreich
GR Greece|Griechenland
HK Hong Kong|Hongkong
HR Croatia|Kroatien
HU Hungary|Ungarn
ID Indonesia|Indonesien
IE Ireland|Irland
IL Israel
IN India|Indien
IS Iceland|Island
IT Italy|Italien|Italia
JP Japan
KE Kenya|Kenia
KR South Korea|Korea|Republic of Korea|Südkorea
LI Liechtenstein
LT Lithuania|Litauen
LU Luxembourg|Luxemburg
LV Latvia|Lettland
MA Morocco|Marokko
MT Malta
MX Mexico|Mexiko
MY Malaysia
NG Nigeria
NL Netherlands|The Netherlands|Holland|Niederlande
NO Norway|Norwegen|Norge
NZ New Zealand|Neuseeland
PE Peru
PH Philippines|Philippinen
PL Poland|Polen|Polska
PT Portugal
RO Romania|Rumänien
RS Serbia|Serbien
RU Russia|Russian Federation|Russland
SA Saudi Arabia|Saudi-Arabien
SE Sweden|Schweden|Sverige
SG Singapore|Singapur
SI Slovenia|Slowenien
SK Slovakia|Slowakei
TH Thailand
TR Turkey|Türkiye|Türkei
TW Taiwan
UA Ukraine
US United States|USA|U.S.A.|United States of America|Vereinigte Staaten|Amerika
VN Vietnam
ZA South Africa|Südafrika
"""
_BY_NAME = {fold(name): line[:2] for line in _NAMES.strip().splitlines() for name in line[3:].split("|")}


def code(text: str) -> str | None:
    """The two letters of a country; None where it is not known. Two letters are taken as they are."""
    bare = text.strip()
    if len(bare) == 2 and bare.isascii() and bare.isalpha() and fold(bare) not in _BY_NAME:
        return bare.upper()
    return _BY_NAME.get(fold(bare))
