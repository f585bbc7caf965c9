"""The way back: a delivery whose figures are no longer to count."""

from __future__ import annotations

from datetime import datetime

from kpi.access import Permission, User, require
from kpi.intake import contains_cpr
from kpi.journal import add_entry
from kpi.kept.build import Progress, build_if_needed, one_at_a_time, silent, update_store
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.journal import DeliveryWithdrawn
from kpi.model.refused import Refused
from kpi.store import Store
from kpi.texts.periods import danish_day


class ChangeRefused(Refused):
    """What was asked cannot be done; says why in Danish. Nothing has changed."""


def withdraw_delivery(
    folder: DataFolder,
    definitions: Definitions,
    delivery: str,
    *,
    reason: str,
    by: User,
    now: datetime,
    progress: Progress = silent,
) -> None:
    """Undo: its figures are gone for every day one looks from; the delivery and the reason stay in the history.

    ChangeRefused for a delivery that is unknown or withdrawn already, and for a reason that is empty or holds a CPR
    number. WriteFailed: it is withdrawn, and shows when the store is next built.
    """
    require(by, Permission.IMPORT, f"tilbagetrækning af {delivery}")
    if not reason.strip():
        raise ChangeRefused("Skriv, hvorfor leverancen fortrydes.")
    if contains_cpr(reason):
        raise ChangeRefused("Begrundelsen ser ud til at indeholde et CPR-nummer. Skriv den uden.")
    with one_at_a_time(folder.deliveries[-1]):
        build_if_needed(folder, definitions, progress=progress)
        store = Store(folder.store)
        try:
            found = next((one for one in store.deliveries() if one.id == delivery), None)
        finally:
            store.close()
        if found is None:
            raise ChangeRefused(f"Leverancen «{delivery}» findes ikke. Se numrene under Datagrundlag.")
        if found.withdrawn is not None:
            raise ChangeRefused(f"Leverancen «{delivery}» er allerede trukket tilbage: {found.withdrawn}")
        add_entry(
            folder.journals[-1],
            DeliveryWithdrawn(delivery, reason),
            applies_on=danish_day(now),
            by=by.name,
            now=now,
        )
        update_store(folder, definitions, progress=progress)
