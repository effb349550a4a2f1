"""What local duties carry out, proposed by likeness, decided by an author, written into their files."""
