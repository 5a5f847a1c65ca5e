"""Who may do what, and to which part of the register."""
