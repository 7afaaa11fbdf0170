// What a user may do now, whatever the record; null of anybody but oneself.
// in:    $user User
// out:   permissions [String]
// try:   graphcrm ask users/permissions user=u-ana
RETURN CASE WHEN $user = $viewer THEN $permissions END AS permissions
