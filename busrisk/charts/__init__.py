"""One Table → one figure; the drawing library is looked up, never imported."""
