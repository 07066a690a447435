"""How a day becomes a Digest; build.py reads like the list of its steps."""
