"""Where student code runs: a bubblewrap sandbox without network, solutions, hidden checks or other people's files.

`policy` says what must hold, `bubblewrap` builds the sandbox's command, `cgroup` its limits, `launch` starts a worker in
it, `provisioner` a Jupyter kernel, and `selftest` tries every way out.
"""
