"""Everything people touch. A platform is one folder here and one line below."""

PLATFORMS = {
    "console": "adapters.console.platform:ConsolePlatform",
}
