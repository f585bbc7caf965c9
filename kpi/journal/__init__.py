"""What people said: an append-only journal of entries chained by hash."""

from kpi.journal.chain import verify_chain
from kpi.journal.entries import JournalBroken, NotWritten, add_entry, journal_stamp, read_entries, read_history

__all__ = ["JournalBroken", "NotWritten", "add_entry", "journal_stamp", "read_entries", "read_history", "verify_chain"]
