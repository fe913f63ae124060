"""What plain nbgrader runs when it is started in ``course/``: grading from outside, by configuration alone.

Order of ``nbgrader autograde`` (see ``course/nbgrader_config.py``): `adopt_renamed` gives a renamed file its
name back; `GradeSubmission` reads whatever the file is and grades it in a worker, the next ones of the class
at the same time; `RebuildNotebook` makes the notebook anew from the release, the student's answers and the
reports; nbgrader's own SaveAutoGrades stores the points, `SaveMessages` the words, and nbgrader goes on.

``nbgrader generate_feedback``: `ReadGrades` reads the gradebook, `FeedbackPage` writes the page.
"""
