"""jobindsats.dk of Styrelsen for Arbejdsmarked og Rekruttering."""
