// Whether a tie will last, by its days of contact: the probability of a contact within 60 days from a day on, and from
// 30 days before, with its grades (BG/NBD: Fader, Hardie & Lee 2005, equations 6 and 10, with the parameters of $scoring).
// Days are numbered from 1970, in order; a tie without any has no health.
// in:    $days [Int], $day Int
// out:   probability60d Float, grade TieGrade, trend Float, grade_before TieGrade, going_cold Boolean, cold_on Date,
//        silent_days Int, reasons [String], fitted_ties Int, fitted_at DateTime
// try:   graphcrm ask relationships/health days=20440,20450,20470 day=20480
WITH $days AS days, $day AS day
// Of each past [days of contact less one, days from the first to the last, days from the first until then]: on the day, and
// 30 days before. In silence the chance falls, so that the first day it is below FAIR is found by halving 1,024 days.
WITH *, [at IN [day, day - 30] | [known IN [[x IN days WHERE x <= at]] WHERE size(known) > 0 | [size(known) - 1, known[-1] - known[0], at - known[0]]][0]] AS pasts
WITH *, [p IN pasts | CASE WHEN p IS NOT NULL THEN [x IN [[p[0], p[1], CASE WHEN p[2] < 1 THEN 1 ELSE p[2] END]] |
  (1 - (($scoring.alpha + x[2]) / ($scoring.alpha + x[2] + 60)) ^ ($scoring.r + x[0])) / (1 + CASE x[0] WHEN 0 THEN 0.0 ELSE
    $scoring.a / ($scoring.b + x[0] - 1) * (($scoring.alpha + x[2]) / ($scoring.alpha + x[1])) ^ ($scoring.r + x[0]) END)][0] END] AS chances,
  reduce(d = 0, step IN [512, 256, 128, 64, 32, 16, 8, 4, 2, 1] | [x IN [[pasts[0][0], pasts[0][1], pasts[0][2] + d + step]] |
    CASE WHEN (1 - (($scoring.alpha + x[2]) / ($scoring.alpha + x[2] + 60)) ^ ($scoring.r + x[0])) / (1 + CASE x[0] WHEN 0 THEN 0.0 ELSE
      $scoring.a / ($scoring.b + x[0] - 1) * (($scoring.alpha + x[2]) / ($scoring.alpha + x[1])) ^ ($scoring.r + x[0]) END) >= $scoring.fair
    THEN d + step ELSE d END][0]) + 1 AS cold_in
WITH *, [c IN chances | CASE WHEN c >= $scoring.healthy THEN 'HEALTHY' WHEN c >= $scoring.fair THEN 'FAIR' WHEN c IS NOT NULL THEN 'COLD' END] AS grades,
  day - days[-1] AS silent
WITH *, grades[0] <> 'COLD' AND cold_in <= 1000 AS will
RETURN chances[0] AS probability60d, grades[0] AS grade, chances[0] - chances[1] AS trend, grades[1] AS grade_before,
  coalesce((grades[0] = 'COLD' AND silent <= 30) OR (grades[1] = 'HEALTHY' AND grades[0] <> 'HEALTHY') OR (grades[1] = 'FAIR' AND grades[0] = 'COLD'), false) AS going_cold,
  CASE WHEN will THEN date('1970-01-01') + duration({days: day + cold_in}) END AS cold_on, silent AS silent_days,
  CASE WHEN size(days) = 0 THEN ['not enough data: no contact that you see'] ELSE
      [toString(size(days)) + CASE size(days) WHEN 1 THEN ' day of contact' ELSE ' days of contact since ' + toString(date('1970-01-01') + duration({days: days[0]})) END + ', the last ' + toString(silent) + CASE silent WHEN 1 THEN ' day ago' ELSE ' days ago' END] +
      CASE WHEN grades[1] <> grades[0] THEN ['30 days before it was ' + grades[1]] ELSE [] END +
      CASE WHEN will THEN ['in silence it grows cold in ' + toString(cold_in) + CASE cold_in WHEN 1 THEN ' day' ELSE ' days' END] ELSE [] END END AS reasons,
  $scoring.fitted_ties AS fitted_ties, $scoring.fitted_at AS fitted_at
