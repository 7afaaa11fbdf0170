"""THE INVENTED WORLD people meet first: its people, companies and stories, made from a seed.

It makes native files and nothing else; they are imported like anybody's. Imports: `errors` and the standard library.
"""
