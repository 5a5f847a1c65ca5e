"""The colours of the drawings: the same as the style sheet's; a test holds them together."""

INK = "#1c2a36"
PAPER = "#ffffff"
LINE = "#d5dbdf"
EDGE = "#7d8b96"
UNKNOWN_GROUND = "#eef1f3"
UNKNOWN_LINE = "#a9b5be"
CLEAR = "rgba(0,0,0,0)"
COUNTED = "#2f4559"  # what is counted; no colour of the scale, for a count is neither good nor bad
FAMILY = 'system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif'
