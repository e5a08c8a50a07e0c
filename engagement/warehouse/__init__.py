"""Questions in, answers out: the only package that runs SQL for people."""

from engagement.warehouse.view import View
from engagement.warehouse.warehouse import Warehouse, open_warehouse

__all__ = ["View", "Warehouse", "open_warehouse"]
