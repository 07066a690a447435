"""Slack's Web API, Socket Mode and HTTP, its errors as ours."""
