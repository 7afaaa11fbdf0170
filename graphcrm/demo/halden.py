"""Halden Group, as invented: its companies and units, its seats, and who sits in them on 2026-11-20.

Every person, company and number is made up. A seat is (id, organization, title, function, level, reports to, dotted
lines); a vacant one has no holder.
"""

from __future__ import annotations

# id, name, kind, categories, part_of, domain, industry, employees, city, country, ours
ORGANIZATIONS = """
o-halden|Halden Group AB|COMPANY|CUSTOMER_ENTERPRISE||halden.example|Industry|31000|Göteborg|SE|
o-hh-it|Group IT|DIVISION||o-halden||||Göteborg|SE|
o-hh-platform|Platform Office|DEPARTMENT||o-hh-it||||Göteborg|SE|
o-h-energy|Halden Energy GmbH|COMPANY|CUSTOMER_ENTERPRISE||energy.halden.example|Energy|9200|Hamburg|DE|
o-he-eng|Engineering|DIVISION||o-h-energy||||Hamburg|DE|
o-he-grid|Grid Controls|DEPARTMENT||o-he-eng||||Hamburg|DE|
o-he-buy|Purchasing|DEPARTMENT||o-h-energy||||Hamburg|DE|
o-he-fin|Finance|DEPARTMENT||o-h-energy||||Hamburg|DE|
o-h-marine|Halden Marine AS|COMPANY|CUSTOMER_ENTERPRISE||marine.halden.example|Shipping|6100|Bergen|NO|
o-hm-ops|Fleet Operations|DIVISION||o-h-marine||||Bergen|NO|
o-h-steel|Halden Steel Oy|COMPANY|PROSPECT_TARGET||steel.halden.example|Steel|7400|Turku|FI|
o-h-digital|Halden Digital AB|COMPANY|CUSTOMER_MID_MARKET||digital.halden.example|Software|820|Malmö|SE|
o-nordwerk|Nordwerk Offshore KG|COMPANY|PROSPECT_TARGET||nordwerk.example|Energy|310|Rostock|DE|
o-fjord|Fjord Analytics ApS|COMPANY|PARTNER_TECHNOLOGY||fjord-analytics.example|Software|45|Aarhus|DK|
o-skagen|Skagen Pumpen GmbH|COMPANY|PROSPECT_INBOUND||skagen-pumpen.example|Machinery|540|Flensburg|DE|
o-brandt|Brandt Industri A/S|COMPANY|PROSPECT_COMPETITIVE||brandt.example|Industry|12000|Odense|DK|
o-us|Lumen Instruments|COMPANY|||lumen.example|Instruments|180|Utrecht|NL|true
o-us-north|Sales North|TEAM||o-us||||Utrecht|NL|
"""

# child, parent, share, control, started_on, ended_on
OWNERSHIP = """
o-h-energy|o-halden|1.0|true|2006-01-01|
o-h-marine|o-halden|0.85|true|2009-07-01|
o-h-steel|o-halden|0.9|true|2012-01-01|
o-h-digital|o-halden|1.0|true|2017-03-01|
o-h-marine|o-h-steel|0.1|false|2018-01-01|
o-h-steel|o-h-marine|0.05|false|2018-01-01|
o-nordwerk|o-h-marine|0.5|false|2021-05-01|
o-nordwerk|o-brandt|0.5|false|2021-05-01|
o-fjord|o-h-digital|0.2|false|2023-09-01|
o-skagen|o-h-energy|1.0|true|2011-01-01|2026-06-30
"""

SEATS = """
r-ceo|o-halden|Chief Executive Officer|EXECUTIVE|0||
r-cfo|o-halden|Chief Financial Officer|FINANCE|1|r-ceo|
r-cio|o-hh-it|Chief Information Officer|TECHNOLOGY|1|r-ceo|
r-platform|o-hh-platform|Head of Platform Renewal|TECHNOLOGY|2|r-cio|r-energy-md
r-architect|o-hh-platform|Lead Architect|TECHNOLOGY|3|r-platform|
r-security|o-hh-it|Head of Information Security|TECHNOLOGY|2|r-cio|r-cfo
r-data|o-hh-platform|Head of Data|TECHNOLOGY|3|r-platform|r-digital-cto
r-integrations|o-hh-platform|Integration Engineer|TECHNOLOGY|4|r-architect|
r-service|o-hh-it|Head of IT Service|SERVICE|2|r-cio|
r-legal|o-halden|General Counsel|LEGAL|1|r-ceo|
r-energy-md|o-h-energy|Managing Director|EXECUTIVE|1|r-ceo|
r-energy-cto|o-he-eng|Head of Engineering|ENGINEERING|2|r-energy-md|r-cio
r-grid|o-he-grid|Head of Grid Controls|ENGINEERING|3|r-energy-cto|
r-grid-eng|o-he-grid|Controls Engineer|ENGINEERING|4|r-grid|
r-grid-test|o-he-grid|Test Engineer|ENGINEERING|4|r-grid|
r-energy-buy|o-he-buy|Head of Purchasing|PROCUREMENT|2|r-energy-md|
r-buyer|o-he-buy|Senior Buyer|PROCUREMENT|3|r-energy-buy|
r-energy-fin|o-he-fin|Head of Finance|FINANCE|2|r-energy-md|r-cfo
r-control|o-he-fin|Controller|FINANCE|3|r-energy-fin|
r-marine-md|o-h-marine|Managing Director|EXECUTIVE|1|r-ceo|
r-fleet|o-hm-ops|Head of Fleet Operations|OPERATIONS|2|r-marine-md|
r-port|o-hm-ops|Port Captain|OPERATIONS|3|r-fleet|
r-marine-it|o-h-marine|Head of IT|TECHNOLOGY|2|r-marine-md|r-cio
r-marine-eng|o-h-marine|Marine Systems Engineer|ENGINEERING|3|r-marine-it|
r-steel-md|o-h-steel|Managing Director|EXECUTIVE|1|r-ceo|
r-steel-ops|o-h-steel|Head of Production|OPERATIONS|2|r-steel-md|
r-steel-it|o-h-steel|Head of IT|TECHNOLOGY|2|r-steel-md|
r-steel-plan|o-h-steel|Production Planner|OPERATIONS|3|r-steel-ops|
r-digital-md|o-h-digital|Managing Director|EXECUTIVE|1|r-ceo|
r-digital-cto|o-h-digital|Chief Technology Officer|TECHNOLOGY|2|r-digital-md|
r-product|o-h-digital|Head of Product|MARKETING|2|r-digital-md|
r-developer|o-h-digital|Principal Developer|TECHNOLOGY|3|r-digital-cto|
r-designer|o-h-digital|Service Designer|MARKETING|3|r-product|
r-nordwerk-md|o-nordwerk|Managing Director|EXECUTIVE|0||
r-nordwerk-ops|o-nordwerk|Head of Operations|OPERATIONS|1|r-nordwerk-md|
r-fjord-md|o-fjord|Founder|EXECUTIVE|0||
r-fjord-data|o-fjord|Data Scientist|TECHNOLOGY|1|r-fjord-md|
r-skagen-md|o-skagen|Managing Director|EXECUTIVE|0||
r-skagen-sales|o-skagen|Head of Sales|SALES|1|r-skagen-md|
r-brandt-cio|o-brandt|Chief Information Officer|TECHNOLOGY|0||
r-hr|o-halden|Head of People|HUMAN_RESOURCES|1|r-ceo|
r-comms|o-halden|Head of Communications|MARKETING|1|r-ceo|
r-audit|o-halden|Head of Internal Audit|FINANCE|2|r-cfo|
r-treasury|o-halden|Treasurer|FINANCE|2|r-cfo|
r-us-lead|o-us-north|Sales Team Leader|SALES|0||
r-us-kam|o-us-north|Key Account Manager|SALES|1|r-us-lead|
r-us-kam2|o-us-north|Account Manager|SALES|1|r-us-lead|
r-us-pre|o-us-north|Solution Engineer|ENGINEERING|1|r-us-lead|
r-us-service|o-us|Head of Service|SERVICE|0||
"""

VACANT = {"r-integrations", "r-grid-test", "r-steel-it", "r-marine-eng", "r-nordwerk-ops", "r-treasury"}

# People of the seats that are held, in the order of the seats; then people without a seat there.
NAMES = """
Karin Halvorsen|Göran Åkesson|Ana Okafor|Tomasz Wiśniewski|Mira Yılmaz|Jürgen Groß|Ingeborg Sørensen|Hannu Mäkelä
Clara Fontaine|Dieter Kößler|Priya Raghavan|Lars Ødegård|Nguyễn Thị Lan|Sabine Köhler|Paweł Łukasik|Annika Bergström
Rolf Zimmermann|Sigrid Hovland|Eirik Tveit|Mehmet Öztürk|Juhani Virtanen|Päivi Korhonen|Timo Lehtonen|Elsa Lindqvist
Rasmus Håkansson|Yuki Tanaka|Oleksandr Kovalenko|Łucja Zielińska|Wolf Petersen|Freja Madsen|Søren Bech|Heike Jansen
Birgit Nissen|Casper Brandt|Ulla Sandberg|Per Nyström|Marta Kowalczyk|Daan Visser|Elena Conti|Joris de Boer
Noor Bakker|Saskia Smit
"""
MORE_PEOPLE = """
Viktor Ekström|o-halden
Ana Okafor|o-fjord
Sukarno|o-nordwerk
Björk Guðmundsdóttir|o-h-marine
Li Na|o-h-digital
"""
OURS = ("o-us", "o-us-north")

CATEGORIES = {
    "r-cio": "DECISION_MAKER",
    "r-platform": "CHAMPION",
    "r-architect": "CHAMPION;TECHNICAL_EVALUATOR",
    "r-grid": "CHAMPION",
    "r-security": "BLOCKER",
    "r-energy-buy": "PROCUREMENT",
    "r-cfo": "FINANCE",
    "r-data": "TECHNICAL_EVALUATOR",
    "r-fleet": "END_USER",
    "r-fjord-md": "TECHNOLOGY_PARTNER",
}

# seat, buying role, stance, power, since
COMMITTEE = """
r-cio|DECISION_MAKER|NEUTRAL|0.9|2026-03-15
r-platform|CHAMPION|SUPPORTER|0.7|2026-03-15
r-architect|CHAMPION|SUPPORTER|0.5|2026-04-01
r-grid|CHAMPION|SUPPORTER|0.4|2026-05-01
r-security|BLOCKER|OPPONENT|0.8|2026-04-01
r-cfo|FINANCE|SCEPTIC|0.7|2026-06-10
r-energy-buy|PROCUREMENT|NEUTRAL|0.5|2026-06-10
r-fleet|USER|SUPPORTER|0.3|2026-07-01
"""

# The reorganization of 1 March 2026: who sat there until the last of February.
BEFORE_REORGANIZATION = {"r-platform": "r-service", "r-data": "r-architect", "r-marine-it": "r-port"}

# from seat, to seat, weight, topic, confidence
INFLUENCES = """
r-platform|r-cio|0.7|technology|0.7
r-security|r-cio|0.8|security|0.8
r-cfo|r-cio|0.6|budget|0.6
r-architect|r-platform|0.6|technology|0.7
r-grid|r-energy-md|0.5|technology|0.5
r-energy-buy|r-cfo|0.4|budget|0.5
"""

# from seat, to seat, kind, started_on, ended_on
RELATIONS = """
r-us-kam|r-platform|ALUMNI|2004-09-01|2009-06-30
r-cio|r-architect|MENTOR|2019-01-01|
r-us-lead|r-cfo|BOARD|2021-01-01|
r-security|r-service|FRIEND|2015-01-01|
"""

# ours, theirs, contacts in 24 months, share of them in the last 6
TIES = """
r-us-kam|r-platform|96|0.5
r-us-kam|r-architect|70|0.5
r-us-kam|r-energy-buy|41|0.3
r-us-kam|r-cio|14|0.4
r-us-kam|r-grid|33|0.1
r-us-lead|r-cio|12|0.5
r-us-lead|r-cfo|18|0.2
r-us-lead|r-energy-md|9|0.0
r-us-pre|r-architect|88|0.6
r-us-pre|r-data|40|0.7
r-us-pre|r-security|6|0.9
r-us-kam2|r-fleet|52|0.3
r-us-kam2|r-marine-it|24|0.6
r-us-kam2|r-nordwerk-md|17|0.2
r-us-service|r-service|60|0.3
r-us-service|r-grid-eng|21|0.3
"""
