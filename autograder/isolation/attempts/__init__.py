"""Ways out of the sandbox, as a submission would try them: the self-test runs these functions inside.

Each takes a dictionary of what to try it on, made by `autograder.isolation.scene`, and returns what it got, in words; an
empty list means that it got nothing. A function is sent as text: it imports what it needs. Nothing harms a machine where an
attempt succeeds: what is read, killed or connected to was made for the test.
"""

from autograder.isolation.attempts import bombs, kernel_calls, network, processes, reading, writing

READING = (reading.read_solutions, reading.read_hidden_checks, reading.read_gradebook, reading.read_other_submission,
           reading.read_home, reading.read_secret, reading.read_environment, reading.read_other_memory, reading.find_by_name)
WRITING = (writing.write_outside, writing.change_packages, writing.change_kernel_settings)
NETWORK = (network.connect_to_loopback, network.connect_to_abstract_socket, network.connect_to_socket_file,
           network.send_datagram, network.find_a_route, network.reach_the_host)
PROCESSES = (processes.see_processes, processes.kill_processes, processes.kill_the_grader, processes.trace_processes,
             processes.inherit_descriptors)
KERNEL_CALLS = (kernel_calls.make_namespaces, kernel_calls.mount_something, kernel_calls.use_keyrings,
                kernel_calls.trace_calls, kernel_calls.use_rare_calls, kernel_calls.raise_limits)
BOMBS = (bombs.compute_forever, bombs.write_large_file, bombs.open_many_files, bombs.fill_memory, bombs.make_many_processes)
# What both a submission's worker and a kernel must stand.
EVERYWHERE = (*READING, *WRITING, *NETWORK, *PROCESSES, *KERNEL_CALLS, *BOMBS)
