"""Who may remove what the bot has posted."""

from adapters.discord.hearing.desk import Desk, Interaction


def may_remove(desk: Desk, interaction: Interaction) -> bool:
    """Those who are named, and whoever may manage the channel."""
    if str(interaction.user.id) in desk.managers:
        return True
    theirs = interaction.permissions
    return interaction.guild_id is not None and theirs.manage_channels
