"""The method and the questions, as dated data."""
