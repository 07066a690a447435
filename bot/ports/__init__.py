"""The seams: what the core needs of the world, and what adapters may ask of the core."""
