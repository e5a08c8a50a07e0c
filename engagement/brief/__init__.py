"""The summit brief: outline + warehouse → Brief → file, PDF, DOCX, PPTX, XLSX. Nothing here knows the screen's framework."""
