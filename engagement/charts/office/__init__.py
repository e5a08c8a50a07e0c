"""Drawings as office programs know them: native charts on slides and in workbooks."""
