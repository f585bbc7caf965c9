"""View models drawn: SVG for overviews, meetings and print, a plotly figure where a reader works with the chart."""
