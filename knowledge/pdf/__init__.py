"""What is printed, as data, and its way to a PDF. Knows no model and no database."""
