"""What the students of the demonstration class wrote, one file a student; read as text, never imported.

A file is put into the notebook's cells function by function. What it leaves out comes from the reference.
"""
