"""The front door of an operator: its own fleet, stated, confirmed and looked back on."""
