"""Neutral blocks in Discord's form."""
