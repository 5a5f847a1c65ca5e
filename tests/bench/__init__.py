"""Speed as ratios: ours and a floor, interleaved in one run, the outputs compared (`scripts/bench`)."""
