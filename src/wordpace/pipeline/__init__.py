"""The pipeline: one file a step, in the order that narrate.py shows."""
