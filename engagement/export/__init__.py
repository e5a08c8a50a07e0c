"""Answers as files: CSV, JSON, Parquet, Excel, calendars."""
