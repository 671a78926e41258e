"""How any bot of ours asks Telegram for its updates, and who answers while nothing can be kept."""
