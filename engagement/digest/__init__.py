"""What a delivery has changed and what needs attention, as a mail for whoever does not open the pages every day."""
