"""The guide of `portal setup`: questions in order, and what is done with each answer."""
