"""The front door for everybody: what this is, and the method."""
