"""The stored register: two time axes, nothing overwritten, rows never leave the room."""
