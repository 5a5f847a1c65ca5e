"""The front door to the concessions: the list within reach, one at a time, and what is stated of it."""
