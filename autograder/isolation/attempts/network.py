"""Reaching anything by a socket. The listeners are on the loopback of the machine, and made for the test."""


def connect_to_loopback(given):
    """Connects to a server on 127.0.0.1."""
    import socket

    try:
        socket.create_connection(("127.0.0.1", given["tcp_port"]), timeout=0.5).close()
        return [f"127.0.0.1:{given['tcp_port']}"]
    except OSError:
        return []


def connect_to_abstract_socket(given):
    """Connects to an abstract Unix socket."""
    import socket

    with socket.socket(socket.AF_UNIX) as end:
        try:
            end.connect("\0" + given["abstract_socket"])
            return [given["abstract_socket"]]
        except OSError:
            return []


def connect_to_socket_file(given):
    """Connects to a Unix socket by its path."""
    import socket

    with socket.socket(socket.AF_UNIX) as end:
        try:
            end.connect(given["socket_file"])
            return [given["socket_file"]]
        except OSError:
            return []


def send_datagram(given):
    """Sends a datagram to 127.0.0.1, as a query of names would."""
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
        try:
            end.sendto(given["token"].encode(), ("127.0.0.1", given["udp_port"]))
        except OSError:
            return []
    return []  # a loopback of its own takes it, too: whether it arrived is seen outside


def find_a_route(given):
    """Has a route to other machines (no packet is sent)."""
    import socket

    found = []
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as end:
                end.connect((address, 53))
                found.append(address)
        except OSError:
            continue
    return found


def reach_the_host(given):
    """Makes sockets that a network namespace does not hold (vsock, raw packets)."""
    import socket

    found = []
    for family, kind in ((40, socket.SOCK_STREAM), (17, socket.SOCK_RAW), (38, socket.SOCK_SEQPACKET), (30, socket.SOCK_STREAM)):
        try:
            socket.socket(family, kind).close()
            found.append(f"family {family}")
        except OSError:
            continue
    return found
