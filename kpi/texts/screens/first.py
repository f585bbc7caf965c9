"""Words of the first screen, which lists the contracts."""

TITLE = "Aftaler"
NO_CONTRACTS = "Der er ingen aftaler endnu. Læg en aftale i mappen contracts, så vises den her."
