"""The front door to the sources: where every figure comes from, and how sure it is."""
