"""What a concession is exposed to besides its class: how many buses, which party, what to ask first."""
