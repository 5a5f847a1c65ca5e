"""The front door of one's own work: what to do now, and what changed."""
