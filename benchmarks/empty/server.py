"""An empty page behind the very server of the dashboard: the physical floor that pages are held against."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from kpi.ui.server import Front, health, lifespan

app = st.App(
    Path(__file__).with_name("page.py"),
    lifespan=lifespan,
    routes=[Route("/sundhed", health)],
    middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5), Middleware(Front)],
)
