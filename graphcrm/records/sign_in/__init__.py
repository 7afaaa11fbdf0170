"""SIGNING IN. Passwords, sessions, the first administrator, and what slows guessing down.

Who a user is and which tokens they have stands beside (`users`, `tokens`); what a page or a cookie is does not belong
here (`web`). Imports: as `records`, argon2, zxcvbn.
"""
