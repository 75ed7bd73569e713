"""What is known: the change log, the stores that are views of it, questions, findings, exports."""
