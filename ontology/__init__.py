"""What the words mean: terms, shapes, concepts, rules and texts, used by every other part."""
