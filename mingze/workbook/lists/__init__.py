"""Responsibility lists of enterprises, as they are found: read into duties by post, every cell accounted for."""
