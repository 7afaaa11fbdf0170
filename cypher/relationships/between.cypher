// What two people are to each other: how strong their tie is and why, whether it will last, when they were in touch.
// A contact is an interaction that ties them: a mail from one to the other, a meeting or call of both; of a large meeting
// only those with its organizer. Strength folds the contacts of each audience, as KNOWS keeps them, and one sees
// 1 - Π(1 - s) of these. days are the days of contact, numbered from 1970, and day is the one asked of.
// in:    $between [Person] of 2, $as_of Date = today
// out:   a Person, b Person, people [Person], strength Strength, first_contact_at DateTime, last_contact_at DateTime,
//        interactions Contacts, days [Int], day Int
// try:   graphcrm ask relationships/between between=p-tan,p-weiss
MATCH (a:Person {id: $between[0]}) WHERE ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))
MATCH (b:Person {id: $between[1]}) WHERE ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
WITH a, b, CASE WHEN a.id < b.id THEN a ELSE b END AS low, CASE WHEN a.id < b.id THEN b ELSE a END AS high,
  CASE WHEN $as_of >= date($now) THEN $now ELSE datetime({date: $as_of, time: time('23:59:59.999999Z')}) END AS until
CALL (low, high, until) {
  MATCH (low)-[x:TOOK_PART_IN]->(i:Interaction)<-[y:TOOK_PART_IN]-(high)
  WHERE low <> high AND 'KNOWS' IN $shown AND 'TOOK_PART_IN' IN $shown AND NOT coalesce(low.objects_to_profiling, false) AND NOT coalesce(high.objects_to_profiling, false)
    AND ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams))
    AND i.archived_at IS NULL AND i.occurred_at <= until AND i.kind <> 'NOTE' AND NOT coalesce(i.bulk, false)
  WITH i, low, high, collect(DISTINCT x.part) AS of_low, collect(DISTINCT y.part) AS of_high
  // Who is not seen by all who see the interaction counts in nobody's tie but their own.
  WITH *, COLLECT { MATCH (p:Person)-[z:TOOK_PART_IN]->(i) WHERE NOT coalesce(p.objects_to_profiling, false)
      AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) RETURN [p.id, z.part,
      p IN [low, high] OR p.audience IS NULL OR (i.audience IS NOT NULL AND all(t IN i.audience WHERE t IN p.audience))] } AS them,
    'FROM' IN of_low AND any(one IN of_high WHERE one <> 'FROM') AS forth,
    'FROM' IN of_high AND any(one IN of_low WHERE one <> 'FROM') AS back
  WITH *, i.kind IN ['EMAIL', 'MESSAGE'] OR (i.kind = 'OTHER' AND any(one IN them WHERE one[1] = 'FROM')) AS sent
  WITH i, of_low, of_high, forth, back, sent, COUNT { UNWIND them AS one WITH one WHERE one[2] AND (NOT sent
      OR (one[1] <> 'FROM' AND one[0] <> CASE WHEN back THEN high.id ELSE low.id END)) RETURN DISTINCT one[0] } AS reached
  WHERE CASE WHEN sent THEN forth OR back ELSE reached <= $scoring.large OR 'ORGANIZER' IN of_low + of_high END
  WITH i, CASE WHEN NOT sent OR (forth AND back) THEN 0 WHEN forth THEN 1 ELSE -1 END AS way,
    CASE WHEN sent THEN reached ELSE reached - 1 END AS recipients,
    CASE WHEN sent AND all(one IN CASE WHEN forth THEN of_high ELSE [] END + CASE WHEN back THEN of_low ELSE [] END
      WHERE one IN ['FROM', 'CC', 'BCC']) THEN 4 ELSE head([j IN range(0, 5) WHERE $scoring.channels[j] = i.kind]) END AS channel
  ORDER BY i.occurred_at, i.id
  RETURN collect({at: i.occurred_at, seconds: i.occurred_at.epochSeconds + i.occurred_at.nanosecond / 1e9, kind: i.kind, way: way,
    channel: channel, among: coalesce(i.audience, []), day: i.occurred_at.epochSeconds / 86400,
    share: CASE WHEN 0.1 * $scoring.weights[channel] / sqrt(recipients) > 0.5 THEN 0.5 ELSE 0.1 * $scoring.weights[channel] / sqrt(recipients) END
  }) AS contacts
}
WITH *, $scoring.half_life * 86400 AS half, until.epochSeconds + until.nanosecond / 1e9 AS seconds, until.epochSeconds / 86400 AS day,
  reduce(seen = [], c IN contacts | CASE WHEN c.among IN seen THEN seen ELSE seen + [c.among] END) AS audiences,
  reduce(days = [], c IN contacts | CASE WHEN c.day = days[-1] THEN days ELSE days + [c.day] END) AS days
// A fold is the state just after each contact: its strength s, the moment t, and what each channel adds to s.
WITH *, [among IN audiences | reduce(f = {s: 0.0, t: seconds, sums: [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]}, c IN [c IN contacts WHERE c.among = among] |
  [k IN [2.0 ^ ((f.t - c.seconds) / half)] | {s: f.s * k + c.share * (1 - f.s * k), t: c.seconds,
    sums: [j IN range(0, 5) | f.sums[j] * k + CASE j WHEN c.channel THEN c.share * (1 - f.s * k) ELSE 0.0 END]}][0])] AS folds
WITH *, [f IN folds | 2.0 ^ ((f.t - seconds) / half)] AS kept
WITH *, 1 - reduce(left = 1.0, i IN range(0, size(folds) - 1) | left * (1 - folds[i].s * kept[i])) AS strength,
  reduce(sum = 0.0, i IN range(0, size(folds) - 1) | sum + folds[i].s * kept[i]) AS total
WITH *, [j IN range(0, 5) WHERE any(c IN contacts WHERE c.channel = j) | {channel: j, of: [c IN contacts WHERE c.channel = j],
  adds: reduce(sum = 0.0, i IN range(0, size(folds) - 1) | sum + folds[i].sums[j] * kept[i]) * CASE WHEN total > 0 THEN strength / total ELSE 0.0 END}] AS parts
RETURN a, b, [a, b] AS people,
  {value: CASE WHEN size(contacts) > 0 THEN strength END, half_life_days: $scoring.half_life,
    parts: [p IN parts | {name: $scoring.channels[p.channel], weight: $scoring.weights[p.channel], contribution: p.adds,
      value: CASE WHEN strength > 0 THEN p.adds / strength ELSE 0.0 END,
      reason: toString(size(p.of)) + CASE size(p.of) WHEN 1 THEN ' contact on ' ELSE ' contacts, the last on ' END + toString(date(p.of[-1].at))}]} AS strength,
  head(contacts).at AS first_contact_at, last(contacts).at AS last_contact_at,
  {total: size(contacts), days: size(days), last30_days: size([c IN contacts WHERE c.seconds > seconds - 30 * 86400]),
    last90_days: size([c IN contacts WHERE c.seconds > seconds - 90 * 86400]), last365_days: size([c IN contacts WHERE c.seconds > seconds - 365 * 86400]),
    forth: size([c IN contacts WHERE c.way = CASE a WHEN low THEN 1 ELSE -1 END]), back: size([c IN contacts WHERE c.way = CASE a WHEN low THEN -1 ELSE 1 END]),
    by_kind: [k IN ['MEETING', 'CALL', 'EMAIL', 'MESSAGE', 'OTHER'] WHERE any(c IN contacts WHERE c.kind = k) | {kind: k, count: size([c IN contacts WHERE c.kind = k])}]} AS interactions, days, day
