"""KMD Insight."""
