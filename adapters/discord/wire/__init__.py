"""Discord's API and gateway, its errors as ours."""
