"""View models, a file a question: what pages, charts, reports and the command line show, computed in `kpi.followup`.

Every text is a finished Danish sentence or word; every number that is drawn stands beside its text. Nothing below these
types is computed again by whoever shows them.
"""
