"""What a reader is told when something fails: what is wrong and what to do; the details go to the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kpi.access import NotAllowed
from kpi.definitions import DefinitionError
from kpi.journal import JournalBroken, NotWritten
from kpi.store import StoreUnavailable, WriteFailed
from kpi.texts import findings
from kpi.texts.screens import everywhere
from kpi.ui import first_start

LOG = logging.getLogger("effekttavlen")


@contextmanager
def told_in_danish() -> Iterator[None]:
    """Round everything a run does."""
    try:
        yield
    except DefinitionError as error:
        LOG.warning("Definitions cannot be read: %s", error)
        st.error(everywhere.BROKEN_DEFINITIONS)
        for problem in error.problems:
            st.text(findings.told(problem))
    except StoreUnavailable:
        LOG.warning("The store is built again", exc_info=True)
        first_start.build(seen_before=False)
        st.rerun()
    except (JournalBroken, NotAllowed, NotWritten, WriteFailed) as error:
        LOG.warning("Refused: %s", error)
        st.error(str(error))
    except Exception:
        LOG.exception("A page failed")
        st.error(everywhere.UNEXPECTED)
