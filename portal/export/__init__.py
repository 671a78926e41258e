"""A client's own copy: everything that is kept, to be read by people and by programs."""
