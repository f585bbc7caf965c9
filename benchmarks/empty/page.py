import streamlit as st

st.html('<p class="kpi-empty">Tom side</p>')
