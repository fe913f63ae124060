"""A class of made-up students and what they hand in, to show and to try the course end to end."""
