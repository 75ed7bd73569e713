"""Queries and updates of others: looked at before they run, and run where they can do no harm."""
