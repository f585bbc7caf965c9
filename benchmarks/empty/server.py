"""An empty page behind Streamlit's server as it is, but for what ours does to memory and bytes: the physical floor."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from kpi.ui.server import health, lifespan

app = st.App(
    Path(__file__).with_name("page.py"),
    lifespan=lifespan,
    routes=[Route("/sundhed", health)],
    middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)],
)
