"""Performance measures as the public reads them: over time and side by side."""
