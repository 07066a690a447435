"""Prompts are data: files with TOML front matter, read by `bot.llm.prompts`."""
