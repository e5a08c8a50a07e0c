"""What surrounds every page: server, frame, filters, notices."""
