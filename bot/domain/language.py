"""The languages a digest is written in. Adding one: a member here and a catalogue file."""

from enum import StrEnum


class Language(StrEnum):
    """ISO 639-1 codes."""

    KO = "ko"
    EN = "en"
    JA = "ja"
    ZH = "zh"

    @property
    def english_name(self) -> str:
        """As prompts name it: "Korean"."""
        return {"ko": "Korean", "en": "English", "ja": "Japanese", "zh": "Simplified Chinese"}[self]
