"""Changing what is not a student's to change."""


def write_outside(given):
    """Writes, changes or removes files outside."""
    import os

    found = []
    for number, path in enumerate((given["submission"], given["gradebook"], given["outside"] + "/new")):
        try:
            with open(path, "ab") as file:
                file.write(b"x")
            found.append(path)
            if number == 0:
                os.remove(path)
        except OSError:
            continue
    return found


def change_packages(given):
    """Changes programs or packages, for whoever runs next."""
    import os
    import sys

    import numpy

    import autograder

    packages = [os.path.dirname(module.__file__) for module in (autograder, numpy, os)]
    root = [] if given["root"].startswith("/tmp/") else [given["root"]]  # below /tmp everything is a submission's own
    places = ["/", "/etc", "/usr/bin", "/usr/local/bin", "/dev", "/kit", *root, os.path.dirname(packages[0]),
              *packages, os.path.dirname(sys.executable), *filter(None, sys.path)]
    return [place for place in dict.fromkeys(places) if os.path.isdir(place) and os.access(place, os.W_OK)]


def change_kernel_settings(given):
    """Opens settings of the machine under /proc for writing."""
    import os

    found = []
    for folder, _, files in os.walk("/proc/sys"):
        for name in files:
            try:
                os.close(os.open(os.path.join(folder, name), os.O_WRONLY))
                found.append(os.path.join(folder, name))
            except OSError:
                continue
    return found[:10]
