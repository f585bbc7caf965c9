"""The sources with tables or an API of their own, one folder each under its id in `data/sources.toml`."""
