// How a person is in touch, with everybody or with one other, in a number of days up to a day: facts, not a score.
// A contact is an interaction both took part in, but notes and bulk mails. An answer is the next mail or message the other way
// within 14 days; who starts is who writes where nothing was written in the 14 days before.
// in:    $person Person, $with Person = null, $as_of Date = today, $days Int 1..3650 = 90
// out:   interactions Int, contact_days Int, active_weeks Int, people Int, sent Int, received Int, by_kind [KindCount],
//        answers_share Float, answers_median_hours Float, answered_share Float, answered_median_hours Float, starts_share Float,
//        days_since_last Int
// try:   graphcrm ask engagement/of_person person=p-haddad with=p-rossi days=365
MATCH (p:Person {id: $person}) WHERE 'TOOK_PART_IN' IN $shown AND ($sees_all OR p.audience IS NULL OR any(t IN p.audience WHERE t IN $teams)) AND NOT coalesce(p.objects_to_profiling, false)
WITH p, $with AS with, CASE WHEN $as_of >= date($now) THEN $now ELSE datetime({date: $as_of, time: time('23:59:59.999999Z')}) END AS until
CALL (p, with, until) {
  MATCH (p)-[x:TOOK_PART_IN]->(i:Interaction)<-[y:TOOK_PART_IN]-(other:Person)
  WHERE p <> other AND (with IS NULL OR other.id = with) AND NOT coalesce(other.objects_to_profiling, false)
    AND ($sees_all OR i.audience IS NULL OR any(t IN i.audience WHERE t IN $teams)) AND ($sees_all OR other.audience IS NULL OR any(t IN other.audience WHERE t IN $teams))
    AND i.archived_at IS NULL AND i.kind <> 'NOTE' AND NOT coalesce(i.bulk, false)
    AND i.occurred_at <= until AND i.occurred_at > until - duration({days: $days})
  WITH other, i, i.occurred_at.epochSeconds AS at, i.kind IN ['EMAIL', 'MESSAGE'] AS written,
    any(one IN collect(x.part) WHERE one = 'FROM') AS from, any(one IN collect(y.part) WHERE one = 'FROM') AS to
  // Of a mail between two recipients neither wrote to the other.
  WHERE NOT written OR from OR to ORDER BY at, i.id
  WITH other, collect({id: i.id, at: at, kind: i.kind, way: CASE WHEN NOT written OR (from AND to) THEN 0 WHEN from THEN 1 ELSE -1 END}) AS all
  // Per counterpart: hours until the answer to each mail (null: none), by the way it went, and who began.
  WITH other, all, [c IN all WHERE c.way = 1] AS sent, [c IN all WHERE c.way = -1] AS received
  RETURN collect({all: all, sent: sent, received: received,
  answers: [r IN received | head([a IN sent WHERE a.at > r.at AND a.at <= r.at + 1209600 | (a.at - r.at) / 3600.0])],
  answered: [a IN sent | head([r IN received WHERE r.at > a.at AND r.at <= a.at + 1209600 | (r.at - a.at) / 3600.0])],
  starts: size([c IN sent WHERE none(x IN sent + received WHERE x.at < c.at AND x.at >= c.at - 1209600)]),
  started: size([c IN received WHERE none(x IN sent + received WHERE x.at < c.at AND x.at >= c.at - 1209600)])}) AS each
}
WITH *, reduce(l = [], e IN each | l + e.all) AS every, reduce(l = [], e IN each | l + e.answers) AS answers, reduce(l = [], e IN each | l + e.answered) AS answered,
  reduce(n = 0, e IN each | n + e.starts) AS starts, reduce(n = 0, e IN each | n + e.started) AS started
CALL (every) {
  UNWIND every AS c WITH DISTINCT c.id AS id, c.at AS at, c.kind AS kind, c.way AS way
  RETURN count(DISTINCT id) AS interactions, count(DISTINCT at / 86400) AS contact_days, count(DISTINCT (at / 86400 + 3) / 7) AS active_weeks, max(at) AS last,
    count(DISTINCT CASE way WHEN 1 THEN id END) AS sent, count(DISTINCT CASE way WHEN -1 THEN id END) AS received, collect(DISTINCT [kind, id]) AS kinds
}
CALL (answers) { UNWIND answers AS hours RETURN percentileCont(hours, 0.5) AS answers_median_hours }
CALL (answered) { UNWIND answered AS hours RETURN percentileCont(hours, 0.5) AS answered_median_hours }
RETURN interactions, contact_days, active_weeks, size(each) AS people, sent, received,
  [k IN ['MEETING', 'CALL', 'EMAIL', 'MESSAGE', 'OTHER'] WHERE any(x IN kinds WHERE x[0] = k) | {kind: k, count: size([x IN kinds WHERE x[0] = k])}] AS by_kind,
  CASE WHEN size(answers) > 0 THEN toFloat(size([h IN answers WHERE h IS NOT NULL])) / size(answers) END AS answers_share, answers_median_hours,
  CASE WHEN size(answered) > 0 THEN toFloat(size([h IN answered WHERE h IS NOT NULL])) / size(answered) END AS answered_share, answered_median_hours,
  CASE WHEN starts + started > 0 THEN toFloat(starts) / (starts + started) END AS starts_share, (until.epochSeconds - last) / 86400 AS days_since_last
