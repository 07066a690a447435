"""Reads PDFs: `process` runs `worker` apart; there glyphs become lines, columns, blocks, pieces."""
