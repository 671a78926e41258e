"""What the Web API can be asked, one module per family of methods."""
