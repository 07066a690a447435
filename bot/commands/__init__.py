"""From what people type after `/papers` to typed commands."""
