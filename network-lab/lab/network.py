"""Two network namespaces, client and servers, and a router between them that is this process.

Every packet passes through Python, which delays, drops, answers and records it: the kernel need not have netem, and the record has no
other traffic in it. Needs root and Linux.
"""

import ctypes
import fcntl
import heapq
import os
import random
import select
import shutil
import socket
import struct
import subprocess
import threading
import time

CLIENT4, CLIENT6 = "192.0.2.1", "2001:db8:1::1"
SERVERS4 = ["198.51.100.%d" % i for i in range(1, 11)]
SERVERS6 = ["2001:db8:2::%x" % i for i in range(1, 11)]
DNS4, DNS6 = "198.51.100.53", "2001:db8:2::53"
ROUTER4, ROUTER6 = "203.0.113.1", "2001:db8:3::1"

_libc = ctypes.CDLL(None, use_errno=True)


def run(*command, check=True):
    return subprocess.run(command, check=check, capture_output=True, text=True).stdout


def enter(namespace):
    """Moves the calling thread, and no other, into a namespace."""
    with open("/run/netns/" + namespace) as handle:
        if _libc.setns(handle.fileno(), 0x40000000) != 0:
            raise OSError(ctypes.get_errno(), "setns " + namespace)


def in_namespace(namespace, work):
    """Runs something on a thread in a namespace, and gives what it gives."""
    result = []

    def body():
        enter(namespace)
        try:
            result.append(work())
        except BaseException as e:
            result.append(e)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


class Packet:
    """What matters of a packet."""

    def __init__(self, data):
        self.data = data
        self.version = data[0] >> 4
        self.flags = ""
        self.sport = self.dport = 0
        if self.version == 4:
            header = (data[0] & 15) * 4
            self.proto = data[9]
            self.src, self.dst = socket.inet_ntop(socket.AF_INET, data[12:16]), socket.inet_ntop(socket.AF_INET, data[16:20])
        else:
            header = 40
            self.proto = data[6]
            self.src, self.dst = socket.inet_ntop(socket.AF_INET6, data[8:24]), socket.inet_ntop(socket.AF_INET6, data[24:40])
        self.payload = data[header:]
        if self.proto in (6, 17) and len(self.payload) >= 4:
            self.sport, self.dport = struct.unpack("!HH", self.payload[:4])
        if self.proto == 6:
            bits = self.payload[13]
            self.flags = "".join(c for c, b in (("S", 2), ("A", 16), ("R", 4), ("F", 1), ("P", 8)) if bits & b)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def icmp_error(packet, kind, code, value=0):
    """The error that a router sends for a packet; the value is the MTU of one that was too big."""
    if packet.version == 4:
        body = struct.pack("!BBHI", kind, code, 0, value) + packet.data[:28]
        body = body[:2] + struct.pack("!H", checksum(body)) + body[4:]
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 0, 0, 64, 1, 0,
                           socket.inet_pton(socket.AF_INET, ROUTER4), packet.data[12:16])
        return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body
    body = struct.pack("!BBHI", kind, code, 0, value) + packet.data[:1200]
    source = socket.inet_pton(socket.AF_INET6, ROUTER6)
    pseudo = source + packet.data[8:24] + struct.pack("!II", len(body), 58)
    body = body[:2] + struct.pack("!H", checksum(pseudo + body)) + body[4:]
    return struct.pack("!IHBB", 6 << 28, len(body), 58, 64) + source + packet.data[8:24] + body


class Rule:
    """What happens to packets to or from an address: delay of what comes back, silence, loss of the first n or of a part, an ICMP error,
    loss of those that are larger than an MTU, with or without a word to the sender."""

    def __init__(self, delay=0, drop=False, lose=0, icmp=None, loss=0.0, mtu=None, tells=False):
        self.delay, self.drop, self.lose, self.icmp = delay, drop, lose, icmp
        self.loss, self.mtu, self.tells = loss, mtu, tells

    def is_too_big(self, packet):
        return self.mtu is not None and len(packet.data) > self.mtu


class Network:
    """The two namespaces and the router."""

    BASE_DELAY = 0.002  # one way; with none at all the kernel takes ICMP errors for soft ones

    def __init__(self, capture=None):
        tag = "hclab%d" % (os.getpid() % 100000)
        self.capture = capture
        if capture:
            capture.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))  # raw IP
        self.client, self.servers = tag + "c", tag + "s"
        self.rules = {}
        self.record = []  # (time, "out" or "in", Packet), at the client's link
        self.queue = []
        self.count = 0
        self.closed = False
        self.tuns = {}
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        self.thread = threading.Thread(target=self._route, daemon=True)
        self.thread.start()

    def _open(self):
        for namespace, device in ((self.client, "hclab0"), (self.servers, "hclab1")):
            run("ip", "netns", "add", namespace)
            tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
            fcntl.ioctl(tun, 0x400454CA, struct.pack("16sH14x", device.encode(), 0x1001))  # IFF_TUN | IFF_NO_PI
            self.tuns[namespace] = tun
            run("ip", "link", "set", device, "netns", namespace)
            self._in(namespace, "ip", "link", "set", "lo", "up")
            self._in(namespace, "sysctl", "-qw", "net.ipv6.conf.all.accept_dad=0", "net.ipv6.conf.default.accept_dad=0")
            self._in(namespace, "sysctl", "-qw", "net.ipv4.icmp_ratelimit=0", "net.ipv6.icmp.ratelimit=0", check=False)
            self._in(namespace, "ip", "link", "set", device, "up")
        os.makedirs("/etc/netns/" + self.client, exist_ok=True)
        self.resolv_conf(0o644)
        self.client_up()
        for address in SERVERS4 + [DNS4]:
            self._in(self.servers, "ip", "addr", "add", address + "/32", "dev", "hclab1")
        for address in SERVERS6 + [DNS6]:
            self._in(self.servers, "ip", "-6", "addr", "add", address + "/128", "dev", "hclab1", "nodad")
        self._in(self.servers, "ip", "route", "add", "default", "dev", "hclab1")
        self._in(self.servers, "ip", "-6", "route", "add", "default", "dev", "hclab1")

    def loses(self, part):
        """Loses a part of all packets, either way: with netem where the kernel has it. Says whether it has."""
        command = ("tc", "qdisc", "replace", "dev", "%s", "root", "netem", "loss", "%.1f%%" % (part * 100))
        try:
            for namespace, device in ((self.client, "hclab0"), (self.servers, "hclab1")):
                self._in(namespace, *(device if word == "%s" else word for word in command))
            return True
        except (OSError, subprocess.CalledProcessError):
            self.loses_nothing()
            for address in SERVERS4 + SERVERS6:
                self.rules[address] = Rule(loss=part)
            return False

    def loses_nothing(self):
        for namespace, device in ((self.client, "hclab0"), (self.servers, "hclab1")):
            try:
                self._in(namespace, "tc", "qdisc", "del", "dev", device, "root", check=False)
            except OSError:
                pass  # no tc, no netem

    def client_up(self):
        """Addresses and routes of the client, as they are on a good day."""
        for command in (("addr", "replace", CLIENT4 + "/32", "dev", "hclab0"),
                        ("-6", "addr", "replace", CLIENT6 + "/128", "dev", "hclab0", "nodad"),
                        ("route", "replace", "default", "dev", "hclab0", "src", CLIENT4),
                        ("-6", "route", "replace", "default", "dev", "hclab0")):
            self._in(self.client, "ip", *command)

    def resolv_conf(self, mode):
        path = "/etc/netns/%s/resolv.conf" % self.client
        with open(path, "w") as configuration:
            configuration.write("nameserver %s\n" % DNS4)
        os.chmod(path, mode)

    def on_client(self, *command, check=True):
        return self._in(self.client, *command, check=check)

    @staticmethod
    def _in(namespace, *command, check=True):
        return run("ip", "netns", "exec", namespace, *command, check=check)

    def reset(self):
        self.rules.clear()
        self.record.clear()

    def syns(self, version=None):
        """(time, address) of the SYNs that left the client."""
        return [(t, p.dst) for t, d, p in list(self.record)
                if d == "out" and p.flags == "S" and p.dport == 80 and version in (None, p.version)]

    def _route(self):
        client, servers = self.tuns[self.client], self.tuns[self.servers]
        while not self.closed:
            now = time.monotonic()
            while self.queue and self.queue[0][0] <= now:
                _, _, tun, data = heapq.heappop(self.queue)
                if tun == client:
                    self._seen("in", Packet(data))
                try:
                    os.write(tun, data)
                except OSError:
                    pass  # a link that is down
            wait = min(0.05, self.queue[0][0] - time.monotonic()) if self.queue else 0.05
            readable, _, _ = select.select([client, servers], [], [], max(0, wait))
            for tun in readable:
                try:
                    data = os.read(tun, 65536)
                except OSError:
                    continue
                self._forward(tun == client, Packet(data))

    def _seen(self, direction, packet):
        self.record.append((time.monotonic(), direction, packet))
        if self.capture:
            now = time.time()
            self.capture.write(struct.pack("<IIII", int(now), int(now % 1 * 1e6), len(packet.data), len(packet.data)) + packet.data)

    def _forward(self, outwards, packet):
        if packet.proto == 58 and packet.payload[0] in (133, 134, 135, 136, 143):
            return  # neighbours and multicast groups: there are none
        if outwards:
            self._seen("out", packet)
        rule = self.rules.get(packet.dst if outwards else packet.src)
        delay = self.BASE_DELAY
        if rule and packet.proto == 6:
            if rule.icmp and outwards:
                self._later(delay * 2, self.tuns[self.client], icmp_error(packet, *rule.icmp))
                return
            if rule.is_too_big(packet):
                if rule.tells and outwards:
                    too_big = (2, 0, rule.mtu) if packet.version == 6 else (3, 4, rule.mtu)
                    self._later(delay * 2, self.tuns[self.client], icmp_error(packet, *too_big))
                return
            if rule.loss and random.random() < rule.loss:
                return
            if rule.drop or (rule.lose > 0 and outwards and packet.flags == "S"):
                rule.lose -= 1
                return
            if not outwards:
                delay += rule.delay / 1000
        self._later(delay, self.tuns[self.servers] if outwards else self.tuns[self.client], packet.data)

    def _later(self, delay, tun, data):
        self.count += 1
        heapq.heappush(self.queue, (time.monotonic() + delay, self.count, tun, data))

    def close(self):
        self.closed = True
        if hasattr(self, "thread"):
            self.thread.join()
        for tun in self.tuns.values():
            os.close(tun)
        for namespace in (self.client, self.servers):
            run("ip", "netns", "del", namespace, check=False)
        shutil.rmtree("/etc/netns/" + self.client, ignore_errors=True)


class WebServers:
    """Listens on port 80 of some of the addresses; the others refuse. What is accepted is served, reset or forgotten."""

    def __init__(self, network):
        self.behaviour = {}  # address -> "reset" or "silence"; the others read what they are sent and answer
        self.network = network
        self.listening = {}
        self.kept = []

    def listen(self, addresses):
        def work():
            for address in addresses:
                family = socket.AF_INET6 if ":" in address else socket.AF_INET
                server = socket.socket(family)
                server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                server.bind((address, 80))
                server.listen(100)
                self.listening[address] = server
                threading.Thread(target=self._accept, args=(address, server), daemon=True).start()
        in_namespace(self.network.servers, work)

    def _accept(self, address, server):
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            if self.behaviour.get(address) == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.close()
            elif self.behaviour.get(address) == "silence":
                self.kept = self.kept[-100:] + [connection]
            else:
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    @staticmethod
    def _serve(connection):
        """Reads as many bytes as the first four say, and then says one word; or waits for the end."""
        with connection:
            try:
                connection.settimeout(30)
                left = struct.unpack("!I", connection.recv(4, socket.MSG_WAITALL))[0]
                while left > 0:
                    data = connection.recv(65536)
                    if not data:
                        return
                    left -= len(data)
                connection.sendall(b"!")
            except (OSError, struct.error):
                pass  # it wanted a connection and nothing else


class DnsServer:
    """Authoritative for every name that is in the zone: for each type a delay in ms and addresses, or an error, or silence."""

    CODES = {"servfail": 2, "nxdomain": 3, "refused": 5}

    def __init__(self, network):
        self.zone = {}  # name -> {1: (delay, addresses or "nxdomain", "servfail", "refused", "drop"), 28: ...}
        self.log = []  # (time, name, type)
        in_namespace(network.servers, self._open)

    def _open(self):
        for family, address in ((socket.AF_INET, DNS4), (socket.AF_INET6, DNS6)):
            server = socket.socket(family, socket.SOCK_DGRAM)
            server.bind((address, 53))
            threading.Thread(target=self._serve, args=(server,), daemon=True).start()

    def _serve(self, server):
        while True:
            try:
                query, peer = server.recvfrom(4096)
            except OSError:
                return
            threading.Thread(target=self._answer, args=(server, query, peer), daemon=True).start()

    def _answer(self, server, query, peer):
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode("ascii", "replace"))
            at += query[at] + 1
        name, kind = ".".join(labels).lower(), struct.unpack("!H", query[at + 1:at + 3])[0]
        question = query[12:at + 5]
        self.log.append((time.monotonic(), name, kind))
        delay, answer = self.zone.get(name, {}).get(kind, (0, "nxdomain" if name not in self.zone else []))
        if answer == "drop":
            return
        if delay:
            time.sleep(delay / 1000)
        code, addresses = (self.CODES[answer], []) if isinstance(answer, str) else (0, answer)
        reply = query[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, len(addresses), 0, 0) + question
        for address in addresses:
            data = socket.inet_pton(socket.AF_INET6 if kind == 28 else socket.AF_INET, address)
            reply += struct.pack("!HHHIH", 0xC00C, kind, 1, 0, len(data)) + data
        server.sendto(reply, peer)


class Client:
    """A JVM in the client's namespace that connects on request; behind a command, where one is given, that starts it in its own way."""

    def __init__(self, network, java, class_path, *flags, behind=()):
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", network.client, *behind, java, *flags, "-cp", class_path, "io.happyconnect.lab.LabClient", DNS4],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if self.process.stdout.readline() != "ready\n":
            raise OSError("the client does not start: " + " ".join(self.process.args))

    def connect(self, client, name, timeout=10000, sent=0):
        return self.result(self.start(client, name, timeout, sent))

    def start(self, client, name, timeout=10000, sent=0):
        self.process.stdin.write("%s %s %d %d\n" % (client, name, timeout, sent))
        self.process.stdin.flush()

    def result(self, _=None):
        """(connected, winner without port, milliseconds, attempts, exception, or what became of what was sent)."""
        words = self.process.stdout.readline().split()
        winner = words[1].rsplit(":80", 1)[0].strip("[]")
        attempts = [] if words[3] == "-" else [tuple(a.split("=")) for a in words[3].split(",")]
        return words[0] == "connected", winner, int(words[2]), attempts, words[4] if len(words) > 4 else ""

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


def nonce():
    return "%08x" % random.getrandbits(32)
