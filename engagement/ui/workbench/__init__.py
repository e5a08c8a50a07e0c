"""The workbench on its page."""
