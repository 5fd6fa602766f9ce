"""Two network namespaces of Linux and a link between them that delays every packet alike: for kernels without netem.

Usage: link.py ONE_WAY_DELAY_IN_MILLISECONDS TAG, as root. Prints "ready CLIENT SERVERS" with the names of the namespaces, or
"unavailable: " and why, and works until its standard input ends.
"""

import collections
import ctypes
import fcntl
import gc
import os
import select
import signal
import struct
import subprocess
import sys
import time

CLIENT, SERVERS = ["192.0.2.1"], ["198.51.100.1", "198.51.100.2"]
TUNSETIFF, IFF_TUN_NO_PI = 0x400454CA, 0x1001
PR_SET_TIMERSLACK = 29


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


def forward(delay, ends):
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    life = sys.stdin.fileno()
    waiting = collections.deque()  # one delay for all, so what came first is due first
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, tun, packet = waiting.popleft()
            try:
                os.write(tun, packet)
            except OSError:
                pass  # the queue of the device is full: a lost packet
        timeout = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for readable in select.select([life, *ends], [], [], timeout)[0]:
            if readable == life:
                if not os.read(life, 4096):
                    return
                continue
            try:
                packet = os.read(readable, 65536)
            except OSError:
                continue
            waiting.append((time.monotonic() + delay, other[readable], packet))


def main():
    delay, tag = float(sys.argv[1]) / 1000, sys.argv[2]
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
        forward(delay, ends)
    finally:
        for namespace in namespaces:
            run("ip", "netns", "del", namespace, check=False)


if __name__ == "__main__":
    main()
