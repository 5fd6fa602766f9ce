"""Two network namespaces of Linux and a link between them: for kernels without netem.

Usage: link.py ONE_WAY_DELAY_IN_MILLISECONDS TAG, as root, for a link that delays every packet alike; or link.py ties TAG, for one on
which the handshakes with both servers end together. Prints "ready CLIENT SERVERS" with the names of the namespaces, or
"unavailable: " and why, and works until its standard input ends.
"""

import collections
import ctypes
import fcntl
import gc
import heapq
import os
import random
import select
import signal
import struct
import subprocess
import sys
import time

CLIENT, SERVERS = ["192.0.2.1"], ["198.51.100.1", "198.51.100.2"]
FIRST = bytes([198, 51, 100, 1])
TUNSETIFF, IFF_TUN_NO_PI = 0x400454CA, 0x1001
PR_SET_TIMERSLACK = 29
TCP, SYN, SYN_ACK = 6, 0x02, 0x12


def run(*command, check=True):
    subprocess.run(command, check=check, capture_output=True, text=True)


def open_end(namespace, device, addresses):
    """A namespace with a TUN device that leads here."""
    run("ip", "netns", "add", namespace)
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH14x", device.encode(), IFF_TUN_NO_PI))
    run("ip", "link", "set", device, "netns", namespace)
    inside = ("ip", "netns", "exec", namespace)
    run(*inside, "ip", "link", "set", "lo", "up")
    # No neighbours, no multicast groups: nothing but what is measured takes this link.
    run(*inside, "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/%s/disable_ipv6" % device)
    run(*inside, "ip", "link", "set", device, "up")
    for address in addresses:
        run(*inside, "ip", "addr", "add", address + "/32", "dev", device)
    run(*inside, "ip", "route", "add", "default", "dev", device, "src", addresses[0])
    return tun


def be_on_time():
    gc.disable()
    ctypes.CDLL(None).prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0)
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except OSError:
        pass  # then it is as late as others


class SameForAll:
    """Delays every packet."""

    def __init__(self, delay):
        self.delay = delay

    def delay_of(self, packet):
        return self.delay

    def delivered(self, packet):
        pass

    def answer(self):
        pass


class Race:
    """A handshake with each of two servers: the port of the client, and when it ended."""

    def __init__(self, client):
        self.clients, self.ends = {FIRST: client}, {}


class Ties:
    """Delays nothing but the end of a handshake with the first server, until about when the one with the second server ends.

    The ports of the servers tell apart what runs one race at a time. A race begins with a handshake with the first server; if there was
    none with the second one, the first one ended too early. Each line of standard input is answered with how many races began since the
    last one, and by how many times 50 us the handshake with the first server ended later, with the number of races: "RACES LATER:COUNT...".
    """

    BEGIN, GRAIN, SPREAD, STEP = 0.0105, 50e-6, 200e-6, 100e-6

    def __init__(self):
        self.delays = collections.defaultdict(lambda: self.BEGIN)
        self.races, self.ending = {}, {}
        self.begun, self.later = 0, collections.Counter()

    def delay_of(self, packet):
        flags, server, port, client = self.parsed(packet)
        if flags == SYN and server == FIRST:
            self.begin(port, client)
        elif flags == SYN and port in self.races:
            self.races[port].clients[server] = client
            self.ending[server, port, client] = self.races[port]
        elif flags == SYN_ACK and server == FIRST:
            return self.delays[port] + random.uniform(-self.SPREAD, self.SPREAD)
        return 0

    def begin(self, port, client):
        before = self.races.get(port)
        if before and before.clients[FIRST] == client:
            return  # once more
        if before and len(before.clients) < 2:
            self.delays[port] += self.STEP
        self.begun += 1
        self.races[port] = self.ending[FIRST, port, client] = Race(client)

    def delivered(self, packet):
        flags, server, port, client = self.parsed(packet)
        race = self.ending.pop((server, port, client), None) if flags == SYN_ACK else None
        if race is None or race.clients[server] != client:
            return
        race.ends[server] = time.monotonic()
        if len(race.ends) == 2:
            later = race.ends.pop(FIRST) - race.ends.popitem()[1]
            self.later[round(later / self.GRAIN)] += 1
            self.delays[port] -= max(-self.STEP, min(self.STEP, later / 4))

    @staticmethod
    def parsed(packet):
        """Flags, server, its port, the client's port."""
        tcp = (packet[0] & 15) * 4
        if packet[9] != TCP or len(packet) < tcp + 20:
            return 0, b"", 0, 0
        flags = packet[tcp + 13] & SYN_ACK
        ports = struct.unpack_from("!HH", packet, tcp)
        if flags == SYN_ACK:
            return flags, packet[12:16], *ports
        return flags, packet[16:20], *reversed(ports)

    def answer(self):
        print(self.begun, *("%d:%d" % each for each in sorted(self.later.items())), flush=True)
        self.begun, self.later = 0, collections.Counter()


def forward(rule, ends):
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    life = sys.stdin.fileno()
    waiting, order = [], 0
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, tun, packet = heapq.heappop(waiting)
            try:
                os.write(tun, packet)
            except OSError:
                pass  # the queue of the device is full: a lost packet
            rule.delivered(packet)
        timeout = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for readable in select.select([life, *ends], [], [], timeout)[0]:
            if readable == life:
                if not os.read(life, 4096):
                    return
                rule.answer()
                continue
            try:
                packet = os.read(readable, 65536)
            except OSError:
                continue
            order += 1
            heapq.heappush(waiting, (time.monotonic() + rule.delay_of(packet), order, other[readable], packet))


def main():
    rule, tag = Ties() if sys.argv[1] == "ties" else SameForAll(float(sys.argv[1]) / 1000), sys.argv[2]
    namespaces = [tag + "c", tag + "s"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        try:
            ends = [open_end(namespaces[0], "hcbench0", CLIENT), open_end(namespaces[1], "hcbench1", SERVERS)]
        except (OSError, subprocess.CalledProcessError) as e:
            print("unavailable: %s %s" % (e, (getattr(e, "stderr", "") or "").strip()), flush=True)
            return
        be_on_time()
        print("ready", *namespaces, flush=True)
        forward(rule, ends)
    finally:
        for namespace in namespaces:
            run("ip", "netns", "del", namespace, check=False)


if __name__ == "__main__":
    main()
