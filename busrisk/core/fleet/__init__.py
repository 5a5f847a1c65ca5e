"""A fleet as its operator states it, what was promised, needed and handed over, and its history."""
