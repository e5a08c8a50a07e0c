"""Answers to programs over HTTP: the queries of the catalog, with the roles and limits of the pages."""
