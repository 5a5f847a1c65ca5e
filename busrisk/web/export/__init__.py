"""The register as a file, for every front door that shows it."""
