"""Score a tender on quality, exactly as its own rules say."""
