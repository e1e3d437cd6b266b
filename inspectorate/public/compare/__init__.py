"""What one authority was told in two inspections, and how several were judged alike."""
