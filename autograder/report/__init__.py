"""What comes out of grading a class, as files: tables, grades for learning management systems, a report, feedback pages."""
