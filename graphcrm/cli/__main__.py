"""`python -m graphcrm.cli`: the command, for where it is not on the PATH."""

from graphcrm.cli.main import main

main()
