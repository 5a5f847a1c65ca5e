"""Pure functions over frozen dataclasses: no clock, no input or output, no Flask, no SQL."""
