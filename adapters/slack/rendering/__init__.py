"""Neutral blocks in Slack's form."""
