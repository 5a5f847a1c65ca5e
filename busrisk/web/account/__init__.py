"""Coming in, going out, and choosing a language."""
