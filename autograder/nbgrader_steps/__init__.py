"""What plain nbgrader runs when it is started in ``course/``: grading from outside, by configuration of its own steps.

Order of ``nbgrader autograde`` (see ``course/nbgrader_config.py``): `ReadSubmission` reads whatever the file is,
`RebuildAndGrade` makes the notebook anew from the release with the student's answers and grades it in a worker; then
nbgrader's own SaveAutoGrades stores the points, `SaveMessages` the words, and nbgrader goes on as usual.
"""
