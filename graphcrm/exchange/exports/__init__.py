"""FILES OUT. What stands in the columns of a native file, the folder they are written to, and what was written.

Reading is under the rights of who asked (`compile.exports`); nothing here changes the graph.
"""
