"""What each address answers: one module per kind of address."""
