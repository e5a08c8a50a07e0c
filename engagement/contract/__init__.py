"""The contract: which tables there are, what their columns hold, and how they refer to each other."""

from engagement.contract.contract import Contract, Field, ForeignKey, RequiredIf, Table, load_contract

__all__ = ["Contract", "Field", "ForeignKey", "RequiredIf", "Table", "load_contract"]
