"""The front door to the manufacturers: who they are, what of them runs, and what is publicly found."""
