"""The core of the Global Engagement Dashboard: exports in, safe results out."""

__version__ = "0.4.0"
