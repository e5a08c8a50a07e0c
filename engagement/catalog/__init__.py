"""The queries: files read, headers understood, statements checked."""

from engagement.catalog.catalog import Catalog, load_catalog

__all__ = ["Catalog", "load_catalog"]
