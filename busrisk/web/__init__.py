"""HTTP: the gate, the shell round every page, and the front doors."""
