"""What is taught: lessons, simulators with known ground truth, figures, and the settings of nbgrader."""
