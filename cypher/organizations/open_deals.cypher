// Deals that are not decided yet, of an organization, its units or its group.
// in:    $organization Organization, $within Scope = SELF, $as_of Date = today
// out:   deal Deal
// order: deal.name_key, deal.id
// try:   graphcrm ask organizations/open_deals organization=o-nordlicht within=GROUP
MATCH (o:Organization {id: $organization}) WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
CALL (o) {
  // Controlled organizations and units, level by level: no cycles of control or structure, 50 is more than any group has.
  MATCH (o)((a:Organization)<-[s:SUBSIDIARY_OF|PART_OF]-(b:Organization)
    WHERE $within <> 'SELF' AND (type(s) = 'PART_OF' OR ($within = 'GROUP' AND s.control))
      AND (s.started_on IS NULL OR s.started_on <= $as_of) AND (s.ended_on IS NULL OR s.ended_on >= $as_of) AND ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))){0,50}(unit:Organization)
  RETURN DISTINCT unit
}
MATCH (unit)<-[:WITH]-(deal:Deal)
WHERE deal.closed_on IS NULL AND deal.outcome IS NULL AND ($sees_all OR deal.audience IS NULL OR any(t IN deal.audience WHERE t IN $teams))
RETURN DISTINCT deal
