"""WHO IS LET IN, by a mutation: users and their roles, teams, tokens, sessions, duties.

Each step reads its input and names what is wrong in it; what may be done and what becomes of it stands beside the other
ways to do it (`records.users`, `tokens`, `duties`, `sign_in.sessions`). `steps.STEPS` is what `mutations.running` looks
in. The command runs the same steps.
"""
