"""Voices: one file per engine, and the catalog of all voices."""
