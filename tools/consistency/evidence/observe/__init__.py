"""From a bundle's sections to facts, facet by facet: a facet that fails spoils no other."""
