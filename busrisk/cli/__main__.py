"""`python -m busrisk.cli`: the command without its script."""

from busrisk.cli import main

main()
