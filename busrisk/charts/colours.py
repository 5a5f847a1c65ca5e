"""The colours of the drawings: the same as the style sheet's; a test holds them together."""

INK = "#1c2a36"
PAPER = "#ffffff"
LINE = "#d5dbdf"
EDGE = "#7d8b96"
UNKNOWN_GROUND = "#eef1f3"
UNKNOWN_LINE = "#a9b5be"
CLEAR = "rgba(0,0,0,0)"
SCALE = ("#f1e6cf", "#edcf9f", "#de9a5b", "#a9532f", "#7a2a2f")  # points 0–4, classes A–E: falling lightness
FAMILY = 'system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif'
