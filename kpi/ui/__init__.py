"""The screen: the server, cached readers, shared choices and components; the only room that imports Streamlit."""
