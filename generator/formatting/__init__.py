"""One way to write a file: fields in order, long lines wrapped, every comment kept."""
