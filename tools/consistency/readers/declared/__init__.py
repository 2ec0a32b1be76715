"""The language of checks that a site declares in its definition of done: data, nothing in it is executed."""
