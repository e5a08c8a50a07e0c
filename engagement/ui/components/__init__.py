"""What pages are put together from: answers, cards, tables, downloads."""
