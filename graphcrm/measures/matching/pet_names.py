"""What people are called by whom they know: pet names and what is said in full, in a few languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graphcrm.measures.normal_forms import fold, search_words

# The full name, then what it is shortened to.
_SAID = """
alexander alex sascha sasha lex xander · alexandra alex sascha sandra lexi · andreas andi andy
andrew andy drew · anna ann anne annie anni anja · anthony tony ant · antonio toni tonio
barbara babsi barb babs bärbel · benjamin ben benny benni · bernhard bernd · brigitte gitte gitti
catherine cathy kate katie cat · charles charlie chuck · charlotte lotte charlie lotti
christian chris christoph · christina chris tina christel · christopher chris topher kit · claudia claudi
daniel dan danny dani · david dave davie · deborah deb debbie · dorothea doris thea dorle
edward ed eddie ted ned · eleanor ellie nell nora · elisabeth lisa elli lisbeth sissi elsbeth else betty liesel
elizabeth liz lizzy beth betty eliza lisa · emmanuel manu manny · eugene gene · florian flo
franziska franzi fanny · frederick fred freddie · friedrich fritz fred friedel · gabriele gabi gaby
georg schorsch jörg · gerald gerry jerry · gerhard gerd · giovanni gianni nino · giuseppe beppe peppe
gregory greg · günther günter · hannelore hanne lore · heinrich heinz heiner heini · helena lena leni ellen
henry harry hank hal · hubert hubi · ignacio nacho · isabella isa bella · jacob jake · jacqueline jackie
james jim jimmy jamie · jennifer jen jenny · joachim achim jochen · johann hans hannes · johanna hanna hanni jo
johannes hannes hans jo johann · john jack johnny jon · jonathan jon johnny · josef sepp jupp beppo
joseph joe joey · josé pepe · juan juanito · judith judy · julia jule · karl kalle carl charly
katharina kathi käthe kati katja trina · katherine kate kathy katie kat · kenneth ken kenny
klaus claus nikolaus · konrad conny · lawrence larry · leonard leo lenny · leonhard leo · ludwig lutz wiggerl
magdalena lena leni magda · manfred manni fred · margaret maggie meg peggy daisy greta
margarete grete gretel gretchen margret greta · maria mia marie mitzi · martin tino · martina tina
matthew matt · matthias matze hias · maximilian max maxi · michael mike mick mickey micha michi michel mischa
michelle shelly · monika moni · nathaniel nate nat · nicholas nick nicky · nikolaus klaus niko nick
norbert nobbi · olga olja · oliver olli ollie · pamela pam · patricia pat patty trish · patrick pat paddy
peter pete · philip phil · rebecca becky · reinhard reini · richard rick dick rich richie
robert bob rob bobby robby bert · roland rolli · ronald ron ronnie · rosemarie rosi · rudolf rudi rolf
samantha sam · samuel sam sammy · sebastian basti bastian seb wastl · siegfried siggi · sophia sophie
stefan steff steffen · stefanie steffi · stephen steve steven · susan sue susie · susanne susi sanne
teresa tess terry resi · theodor theo · theodore ted theo · theresa resi tess terry · therese resi
thomas tom tommy · timothy tim timmy · ulrich uli ulli · ulrike uli rike ulli · ursula uschi ulla
valentina valja vally · veronika vroni vera · victor vic · victoria vicky tori · viktor vitja
vladimir wladi vova volodya · walter walt wally · werner wern · wilhelm willi willy helm
william bill will billy willy liam · wolfgang wolf wolfi · yevgeny zhenya · zachary zach
"""


def _known() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in _SAID.replace("\n", " · ").split(" · "):
        for one in fold(group).split():
            found[one].add(group)
    return {name: frozenset(groups) for name, groups in found.items()}


KNOWN = _known()


def may_be(one: str, other: str) -> bool:
    """Whether two folded given names are said of the same people: `hannes`, `johannes`."""
    return not KNOWN.get(one, frozenset()).isdisjoint(KNOWN.get(other, frozenset()))


def said_for(name: str) -> frozenset[str]:
    """The other names that whoever has this folded one may go by."""
    return frozenset(one for one, groups in KNOWN.items() if one != name and not groups.isdisjoint(KNOWN.get(name, ())))


def called(text: str) -> list[str]:
    """A given name as it is compared, then what somebody of it may be called: its first word, and what is said for
    it."""
    words = search_words(text)
    return [" ".join(words), *words[:1], *(sorted(said_for(words[0])) if words else ())]
