"""The country as a whole: published totals, definitions, shares, projections, development."""
