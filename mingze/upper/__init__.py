"""A site that others stand on: packed as a data package, and taken over anew when it has changed."""
