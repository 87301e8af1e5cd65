"""Figures of the listener's app."""
