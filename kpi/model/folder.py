"""Where an installation keeps its things: a folder shaped like `data/`; what it lacks comes from the shipped one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Each of the entries at the top of `root` stands in for the shipped entry of the same name, whole."""

    root: Path
    shipped: Path

    def _entry(self, name: str) -> Path:
        own = self.root / name
        return own if own.exists() else self.shipped / name

    @property
    def contracts(self) -> Path:
        return self._entry("contracts")

    @property
    def indicators(self) -> Path:
        return self._entry("indicators.toml")

    @property
    def units(self) -> tuple[Path, ...]:
        """The shipped units, and those of this folder where it has any: they are added to the shipped ones."""
        own = self.root / "units.toml"
        shipped = self.shipped / "units.toml"
        return (shipped, own) if own != shipped and own.exists() else (shipped,)

    @property
    def areas(self) -> Path:
        return self._entry("areas.csv")

    @property
    def peer_groups(self) -> Path:
        return self._entry("peer_groups.toml")

    @property
    def own_peer_groups(self) -> Path:
        """Groups that people here have written in; they stand beside those of `peer_groups`. Need not exist."""
        return self.local / "peer_groups.toml"

    @property
    def sources(self) -> Path:
        return self._entry("sources.toml")

    @property
    def disclosure(self) -> Path:
        """The limit of small numbers."""
        return self._entry("disclosure.toml")

    @property
    def local(self) -> Path:
        """This installation's own: never shipped, not in git."""
        return self.root / "local"

    @property
    def mappings(self) -> Path:
        """One TOML file for each mapping of a sheet."""
        return self.local / "mappings"

    @property
    def deliveries(self) -> tuple[Path, ...]:
        """Folders that hold `<source>/<day>-<sha12>/`; the last is the one new deliveries are kept in."""
        return self._entry("deliveries"), self._entry("examples") / "deliveries", self.local / "deliveries"

    @property
    def journals(self) -> tuple[Path, ...]:
        """Folders of journal entries; the last is the one new entries are written to."""
        return self._entry("examples") / "journal", self.local / "journal"

    @property
    def store(self) -> Path:
        return self.local / "store"
