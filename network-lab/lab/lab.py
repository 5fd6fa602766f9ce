#!/usr/bin/env python3
"""Runs every experiment and writes what it measured.

    lab.py --java JAVA --class-path PATH [--output FILE] [--only PART-OF-A-NAME] [--record FILE]

Ends with 0 if every expectation held, 1 if not, 77 if this machine has no namespaces or TUN devices to give.
"""

import argparse
import contextlib
import copy
import os
import shutil
import subprocess
import sys
import tempfile
import time

import network
from network import Client, DnsServer, Network, Rule, SERVERS4, SERVERS6, WebServers, nonce
from page import report

A, AAAA = 1, 28
V4, V6 = SERVERS4[0], SERVERS6[0]


class Lab:
    def __init__(self, java, class_path, only, capture=None):
        self.java, self.class_path, self.only = java, class_path, only
        self.network = Network(capture)
        self.web = WebServers(self.network)
        self.web.listen(SERVERS4[:2] + SERVERS6[:2])
        self.dns = DnsServer(self.network)
        self.client = Client(self.network, java, class_path)
        self.sections = []
        self.failures = []
        for _ in range(5):  # classes loaded, code warm
            self.client.connect("happy", self.name([V4], [V6]))
            self.client.connect("platform", self.name([V4], [V6]))

    def name(self, ipv4, ipv6, a_delay=0, aaaa_delay=0):
        name = nonce() + ".lab.test"
        self.dns.zone[name] = {A: (a_delay, ipv4), AAAA: (aaaa_delay, ipv6)}
        return name

    def race(self, name, client="happy", timeout=10000, rules=None, sent=0):
        """Connects on an otherwise clean network; gives the outcome and the time of the start."""
        self.network.reset()
        self.network.rules.update(rules or {})
        start = time.monotonic()
        return self.client.connect(client, name, timeout, sent), start

    def check(self, holds, what):
        if not holds:
            self.failures.append(what)
        return holds

    def row(self, experiment):
        """A row that is as expected; measured again, twice at most, where something else on this machine got in between."""
        for _ in range(3):
            good, row, what = experiment()
            if good:
                break
        self.check(good, what)
        return row + ("yes" if good else "NO",)

    def section(self, title, text, head, rows):
        self.sections.append((title, text, head, rows))
        print("\n## " + title, *(" | ".join(str(c) for c in row) for row in [head] + rows), sep="\n", flush=True)

    def wanted(self, experiment):
        return not self.only or self.only in experiment.__name__

    def run(self, experiments):
        for experiment in experiments:
            if self.wanted(experiment):
                try:
                    experiment(self)
                finally:
                    self.network.reset()
                    self.network.on_client("ip", "link", "set", "hclab0", "up")
                    self.network.client_up()

    @contextlib.contextmanager
    def readable_class_path(self):
        """A copy for those who may read nothing of root's."""
        with tempfile.TemporaryDirectory() as copies:
            os.chmod(copies, 0o755)
            entries = []
            for number, entry in enumerate(e for e in self.class_path.split(os.pathsep) if os.path.exists(e)):
                copied = os.path.join(copies, "%d-%s" % (number, os.path.basename(entry)))
                shutil.copytree(entry, copied) if os.path.isdir(entry) else shutil.copy(entry, copied)
                entries.append(copied)
            subprocess.run(["chmod", "-R", "a+rX", copies], check=True)
            yield os.pathsep.join(entries)

    def close(self):
        self.client.close()
        self.network.close()


def ms(seconds):
    return "%.0f" % (seconds * 1000)


def family(address):
    return "IPv6" if ":" in address else "IPv4" if "." in address else "-"


def first(syns):
    return syns[0][0] if syns else None


def attempt_delay(lab):
    def late(delay):
        (ok, winner, took, _, _), _ = lab.race(lab.name([V4], [V6]), rules={V6: Rule(delay=delay)})
        time.sleep(0.02)
        six, four = first(lab.network.syns(6)), first(lab.network.syns(4))
        gap = "-" if four is None else ms(four - six)
        good = (ok and family(winner) == ("IPv6" if delay <= 200 else "IPv4") and (four is None) == (delay <= 200)
                and (four is None or 0.225 <= four - six < 0.4))
        return good, (delay, family(winner), gap, took), "attempt delay, IPv6 %d ms late: %s, gap %s" % (delay, winner, gap)

    lab.section("Connection attempt delay (test case 01)",
                "What comes back from the IPv6 address is late by so many ms; IPv4 answers at once. RFC 8305: 250 ms.",
                ("IPv6 late by, ms", "connected by", "first IPv4 SYN after first IPv6 SYN, ms", "connected after, ms", "as expected"),
                [lab.row(lambda: late(delay)) for delay in (0, 50, 100, 150, 200, 300, 400, 1000, 5000)])


def resolution_delay(lab):
    def late(delay):
        (ok, winner, took, _, _), _ = lab.race(lab.name([V4], [V6], aaaa_delay=delay))
        answers = [t for t, d, p in lab.network.record if d == "in" and p.sport == 53]
        waited = lab.network.syns()[0][0] - answers[0]
        good = ok and family(winner) == ("IPv6" if delay <= 30 else "IPv4") and (delay <= 30 or 0.049 <= waited < 0.2)
        return good, (delay, family(winner), ms(waited), took), "resolution delay, AAAA %d ms late: %s after %s" % (delay, winner, ms(waited))

    lab.section("Resolution delay (test case 02)",
                "The AAAA answer is late by so many ms, the A answer is not. RFC 8305: 50 ms.",
                ("AAAA late by, ms", "connected by", "first SYN after first answer, ms", "connected after, ms", "as expected"),
                [lab.row(lambda: late(delay)) for delay in (0, 10, 20, 30, 75, 100, 200, 1000)])


def late_a(lab):
    def late(delay):
        name = lab.name("drop" if delay == "drop" else [V4], [V6], a_delay=0 if delay == "drop" else delay)
        (ok, winner, took, _, _), _ = lab.race(name)
        return (ok and family(winner) == "IPv6" and took < 90, ("never answered" if delay == "drop" else delay, family(winner), took),
                "A late by %s: %s after %d" % (delay, winner, took))

    lab.section("A late, IPv6 well (test case 02, A)",
                "A slow A lookup must not hold up a good IPv6 connection; it does in most clients.",
                ("A late by, ms", "connected by", "connected after, ms", "as expected"),
                [lab.row(lambda: late(delay)) for delay in (0, 100, 500, 2000, "drop")])


def dns_errors(lab):
    def one(what):
        (ok, winner, took, _, _), _ = lab.race(lab.name([V4], [] if what == "nodata" else what))
        return (ok and family(winner) == "IPv4" and took < 200, ("AAAA " + what, family(winner), took),
                "AAAA %s: %s after %d" % (what, winner, took))

    def both(what):
        (ok, winner, took, _, error), _ = lab.race(lab.name(what, what), timeout=3000)
        expected = "ConnectTimeoutException" if what == "drop" else "UnresolvedTargetException"
        return (not ok and error == expected and took < (3400 if what == "drop" else 400), ("both " + what, error, took),
                "both %s: %s after %d" % (what, error, took))

    def lie(a_delay, aaaa_delay, expected):
        (ok, winner, took, _, error), _ = lab.race(lab.name([V4], "nxdomain", a_delay, aaaa_delay))
        seen = family(winner) if ok else error
        when = "before" if a_delay > aaaa_delay else "after"
        return seen == expected and took < 400, ("AAAA nxdomain, 30 ms %s the A answer" % when, seen, took), "nxdomain %s A: %s" % (when, seen)

    rows = [lab.row(lambda: one(what)) for what in ("nodata", "servfail", "refused", "drop")]
    rows.append(lab.row(lambda: lie(0, 30, "IPv4")))
    # A server that contradicts itself: that there is no such name holds for the family it was said of (RFC 4074 4.2).
    rows.append(lab.row(lambda: lie(30, 0, "IPv4")))
    rows += [lab.row(lambda: both(what)) for what in ("servfail", "nxdomain", "drop")]
    lab.section("DNS errors", "The A answer comes at once unless said otherwise; the connect timeout of the last row is 3 s. A server that says NXDOMAIN"
                " for AAAA and has an A record contradicts itself; what it says holds for the family it was asked for (RFC 4074 §4.2).",
                ("DNS", "connected by, or exception", "after, ms", "as expected"), rows)


def selection(lab):
    def all_silent():
        (_, _, took, _, error), _ = lab.race(lab.name(SERVERS4, SERVERS6), timeout=6000,
                                             rules={a: Rule(drop=True) for a in SERVERS4 + SERVERS6})
        seen = {}
        for t, address in lab.network.syns():
            seen.setdefault(address, t)
        order, starts = "".join("6" if ":" in a else "4" for a in seen), list(seen.values())
        gaps = [b - a for a, b in zip(starts, starts[1:])]
        pace = sorted(gaps)[len(gaps) // 2]
        good = (order == "64" * 10 and 0.245 <= pace < 0.3 and starts[-1] - starts[0] >= 19 * 0.249
                and error == "ConnectTimeoutException")
        return (good, (order.count("6"), order.count("4"), order, ms(pace)),
                "selection: %s, %s, %s" % (order, error, gaps))

    lab.section("Address selection (test case 03)", "Ten A and ten AAAA, all silent.",
                ("IPv6 used", "IPv4 used", "order", "median pace, ms", "as expected"), [lab.row(all_silent)])


def losers(lab):
    def after_the_win(what, rule):
        (ok, winner, _, _, _), _ = lab.race(lab.name([V4], [V6]), rules={V6: rule})
        won = time.monotonic()
        time.sleep(3.3)  # three retransmissions of a SYN would come in this time
        after = [p for t, d, p in lab.network.record if d == "out" and p.dst == V6 and t > won + 0.01]
        repeated = sum(p.flags == "S" for p in after)
        resets = sum("R" in p.flags for p in after)
        late = sum(1 for t, d, p in lab.network.record if d == "in" and p.src == V6 and p.flags == "SA")
        return (ok and winner == V4 and repeated == 0 and resets == late, (what, family(winner), repeated, late, resets),
                "losers, %s: %d SYN, %d RST" % (what, repeated, resets))

    rows = [lab.row(lambda: after_the_win("silent", Rule(drop=True))),
            lab.row(lambda: after_the_win("SYN-ACK after 600 ms", Rule(delay=600)))]
    lab.section("Losers are silenced", "What leaves the client for the loser's address in the 3.3 s after the win.",
                ("IPv6", "connected by", "SYNs after the win", "late SYN-ACKs", "answered by RST", "as expected"), rows)


def single_failures(lab):
    refusing6 = SERVERS6[5]
    icmp6 = {"no route": (1, 0), "administratively prohibited": (1, 1), "beyond scope": (1, 2), "address unreachable": (1, 3),
             "port unreachable": (1, 4), "policy failed": (1, 5), "reject route": (1, 6), "time exceeded": (3, 0),
             "packet too big": (2, 0), "parameter problem": (4, 1)}
    icmp4 = {"net unreachable": (3, 0), "host unreachable": (3, 1), "protocol unreachable": (3, 2), "port unreachable": (3, 3),
             "source route failed": (3, 5), "net prohibited": (3, 9), "host prohibited": (3, 10),
             "administratively prohibited": (3, 13), "time exceeded": (11, 0)}
    rows = []

    def row(what, name, rules, expected):
        # The quickest of three: the router is a process among others.
        ok, winner, took, attempts, _ = min((lab.race(name, rules={a: copy.copy(r) for a, r in rules.items()})[0] for _ in range(3)),
                                            key=lambda result: result[2])
        outcome = attempts[0][1].split("/") if attempts else ["-", "-", "-"]
        good = lab.check(ok and winner == expected and took < 700, "%s: %s after %d, %s" % (what, winner, took, attempts))
        rows.append((what, "%s after %s ms" % (outcome[1] if outcome[1] != "null" else outcome[0], outcome[2]), took, "yes" if good else "NO"))

    row("IPv6: RST", lab.name([V4], [refusing6]), {}, V4)
    for what, error in icmp6.items():
        row("IPv6: " + what, lab.name([V4], [V6]), {V6: Rule(icmp=error)}, V4)
    for what, error in icmp4.items():
        # The first of two IPv4 addresses, in a name that has nothing else.
        row("IPv4: " + what, lab.name([V4, SERVERS4[1]], []), {V4: Rule(icmp=error)}, SERVERS4[1])
    row("IPv6: first SYN lost", lab.name([V4], [V6]), {V6: Rule(lose=1)}, V4)
    lab.section("One address fails", "The first address fails as said, the next one is well. The quickest of three.",
                ("first address", "its attempt", "connected after, ms", "as expected"), rows)


def after_the_handshake(lab):
    def accepting(what):
        lab.web.behaviour[V6] = what
        (ok, winner, took, _, _), _ = lab.race(lab.name([V4], [V6]))
        lab.web.behaviour.clear()
        return ok and winner == V6 and took < 200, ("accepts, then " + what, family(winner), took), "accept, then %s: %s after %d" % (what, winner, took)

    rows = [lab.row(lambda: accepting(what)) for what in ("reset", "silence")]
    lab.section("After the handshake", "The TCP handshake decides: such a server wins, which is a documented limit.",
                ("IPv6", "connected by", "connected after, ms", "as expected"), rows)


def flapping(lab):
    """Between the first attempts, while the handshake of the second one is under way."""
    net = lab.network
    net.reset()
    net.rules[V6], net.rules[V4] = Rule(drop=True), Rule(delay=100)
    start = time.monotonic()
    lab.client.start("happy", lab.name(SERVERS4[:2], SERVERS6[:2]), 6000)
    for at in (50, 140, 310, 400):
        time.sleep(max(0, start + at / 1000 - time.monotonic()))
        net.on_client("ip", "link", "set", "hclab0", "down")
        time.sleep(0.03)
        net.on_client("ip", "link", "set", "hclab0", "up")
        net.client_up()
    return lab.client.result()


def broken_families(lab):
    rows = []
    net = lab.network

    def row(what, race, expected, limit):
        def experiment():
            ok, winner, took, attempts, error = race()
            seen = family(winner) if ok else error
            good = seen in (expected if isinstance(expected, tuple) else (expected,)) and took < limit
            return good, (what, seen, took), "%s: %s %s after %d, %s" % (what, winner, error, took, attempts)
        rows.append(lab.row(experiment))

    def raced(ipv4, ipv6, rule=None):
        return lambda: lab.race(lab.name(ipv4, ipv6), rules={a: rule for a in SERVERS6} if rule else None)[0]

    row("IPv6 route into a black hole", raced(SERVERS4[:2], SERVERS6, Rule(drop=True)), "IPv4", 700)
    row("router says administratively prohibited", raced(SERVERS4[:2], SERVERS6, Rule(icmp=(1, 1))), "IPv4", 700)
    net.on_client("ip", "-6", "route", "del", "default")
    row("IPv6 address without a route", raced([V4], SERVERS6), "IPv4", 300)
    net.client_up()
    net.on_client("ip", "route", "del", "default")
    net.on_client("ip", "route", "add", network.DNS4, "dev", "hclab0", "src", network.CLIENT4)
    row("IPv4 address without a route", raced(SERVERS4, [V6]), "IPv6", 300)
    net.on_client("ip", "route", "del", network.DNS4)
    net.client_up()

    def during(what, change, back, expected, limit, rule):
        def race():
            net.reset()
            net.rules[V6] = copy.copy(rule)
            lab.client.start("happy", lab.name([V4], [V6]), 5000)
            time.sleep(0.1)
            net.on_client(*change)
            time.sleep(0.3)
            for command in back:
                net.on_client(*command)
            net.client_up()
            return lab.client.result()
        row(what, race, expected, limit)

    down, up = ("ip", "link", "set", "hclab0", "down"), [("ip", "link", "set", "hclab0", "up")]
    during("link down from 100 to 400 ms, IPv6 lost a SYN before", down, up, "IPv6", 4000, Rule(lose=1))
    # A limit: IPv4 failed while there was no link, and no race tries an address twice.
    during("link down from 100 to 400 ms, IPv6 silent all the time", down, up, "ConnectTimeoutException", 5700, Rule(drop=True))
    row("link flapping: four times down for 30 ms from 50, 140, 310 and 400 ms, first IPv6 address silent, first IPv4 address late by 100 ms",
        lambda: flapping(lab), ("IPv4", "IPv6"), 3000)
    during("IPv6 address removed in mid-race", ("ip", "-6", "addr", "del", network.CLIENT6 + "/128", "dev", "hclab0"), [],
           "IPv4", 1500, Rule(drop=True))
    net.on_client("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1")
    row("IPv6 switched off while the JVM runs", raced([V4], [V6]), "IPv4", 400)
    other = Client(net, lab.java, lab.class_path)
    try:
        other.connect("happy", lab.name([V4], [V6]))
        row("IPv6 switched off before the JVM starts", lambda: other.connect("happy", lab.name([V4], [V6])), "IPv4", 400)
    finally:
        other.close()
        net.on_client("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=0")
        net.on_client("sysctl", "-qw", "net.ipv6.conf.hclab0.disable_ipv6=0")
        net.client_up()
    lab.section("Days on which a family is broken",
                "One family is broken, the other is well. The link that is down shows a limit, too: an address that failed while there was no"
                " link is not tried again in the same race.",
                ("what", "connected by", "connected after, ms", "as expected"), rows)


def odd_machines(lab):
    """Switches of the JVM, few descriptors, and a resolv.conf that the user of the process may not read."""
    rows = []

    def row(what, client, kind, name, expected, limit, rules=None, times=1):
        def experiment():
            lab.network.reset()
            lab.network.rules.update(rules or {})
            for _ in range(times):
                ok, winner, took, _, error = client.connect(kind, name())
                seen = family(winner) if ok else error
                if seen != expected:
                    break
            return seen == expected and took < limit, (what, seen, took), "%s: %s after %d" % (what, seen, took)
        rows.append(lab.row(experiment))

    def both():
        return lab.name([V4], [V6])

    def with_client(*flags, behind=(), class_path=None):
        client = Client(lab.network, lab.java, class_path or lab.class_path, *flags, behind=behind)
        client.connect("happy", both())
        return client

    for flag, expected in (("-Djava.net.preferIPv4Stack=true", "IPv4"), ("-Djava.net.preferIPv6Addresses=true", "IPv6"),
                           ("-Djava.net.preferIPv6Addresses=false", "IPv6"), ("-Djava.net.preferIPv6Addresses=system", "IPv6")):
        client = with_client(flag)
        row("`%s`" % flag, client, "happy", both, expected, 300)
        row("`%s`, the platform's resolver" % flag, client, "platform", both, expected, 300)
        client.close()
    client = with_client(behind=("prlimit", "--nofile=64"))
    # 17 silent addresses before the first one that answers, so 18 sockets at once.
    row("64 descriptors in all, 17 of 20 addresses silent", client, "happy", lambda: lab.name(SERVERS4[::-1], SERVERS6[::-1]), "IPv6", 6000,
        {a: Rule(drop=True) for a in SERVERS4[1:] + SERVERS6[2:]})
    row("64 descriptors in all, the last of 200 connects", client, "happy", both, "IPv6", 300, times=200)
    client.close()
    with lab.readable_class_path() as class_path:
        lab.network.resolv_conf(0o600)
        client = with_client(behind=("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), class_path=class_path)
        unreadable = "resolv.conf may not be read, "
        row(unreadable + "servers named in code", client, "happy", both, "IPv6", 300)
        row(unreadable + "an address instead of a name", client, "files", lambda: V6, "IPv6", 300)
        row(unreadable + "no servers named", client, "files", both, "UnresolvedTargetException", 1000)
        row(unreadable + "the platform's resolver", client, "platform", both, "UnresolvedTargetException", 1000)
        client.close()
        lab.network.resolv_conf(0o644)
    lab.section("Odd machines", "JVMs of their own: with switches of the JDK, with 64 file descriptors (`ulimit -n 64`), and as a user who may not read"
                " `/etc/resolv.conf`; there is no server to ask then, and that is found out at once.",
                ("what", "connected by, or exception", "after, ms", "as expected"), rows)


def bad_dns(lab):
    def slow():
        (ok, winner, took, _, _), _ = lab.race(lab.name([V4], [V6], a_delay=1500, aaaa_delay=1500))
        return ok and took < 2500, ("slow: 1.5 s for each answer", family(winner), took), "slow DNS: %d" % took

    def lying():
        (ok, winner, took, _, _), _ = lab.race(lab.name([SERVERS4[7], SERVERS4[8], V4], [SERVERS6[7], SERVERS6[8]]))
        return (ok and winner == V4 and took < 300, ("lying: four addresses that refuse, one that is right", family(winner), took),
                "lying DNS: %s %d" % (winner, took))

    def dead():
        (ok, _, took, _, error), _ = lab.race(lab.name("drop", "drop"), timeout=2000)
        return (not ok and 1950 <= took < 2600, ("dead: no answer at all, connect timeout 2 s", error, took), "dead DNS: %s %d" % (error, took))

    rows = [lab.row(slow), lab.row(lying), lab.row(dead)]
    lab.section("DNS servers that are slow, lying or dead", "", ("DNS", "connected by, or exception", "after, ms", "as expected"), rows)


def path_mtu(lab):
    small, large = 100, 8000

    def send(what, rule, size, expected):
        def experiment():
            (ok, winner, took, _, heard), _ = lab.race(lab.name([V4], [V6]), rules={V6: rule} if rule else None, sent=size)
            # What the kernel has learnt of the path is of this experiment only.
            lab.network.on_client("ip", "-6", "route", "flush", "cache", check=False)
            return (ok and family(winner) == "IPv6" and took < 400 and heard == expected, (what, family(winner), took, size, heard),
                    "path MTU, %s, %d bytes: %s after %d, %s" % (what, size, winner, took, heard))
        return lab.row(experiment)

    lost = "IPv6: packets over 1280 bytes vanish"
    lab.section("Path MTU", "What is sent is answered, or not within 3 s. A path that swallows large packets without a word is a documented limit: the"
                " handshake has none, so the race is over before it shows, and the connection stalls, whoever made it. The draft of version 3"
                " says so of every client.",
                ("path", "connected by", "connected after, ms", "bytes sent", "what came of it", "as expected"),
                [send("as it should be", None, large, "answered"),
                 send("IPv6: packets over 1280 bytes are returned as too big", Rule(mtu=1280, tells=True), large, "answered"),
                 send(lost, Rule(mtu=1280), small, "answered"),
                 send(lost, Rule(mtu=1280), large, "silence")])


def loss(lab):
    part, tries = 0.3, 30

    def connects(label, client):
        def experiment():
            lab.network.reset()
            lab.network.loses(part)
            took = []
            for _ in range(tries):
                # For the plain socket an address: how the platform looks up names is not what this is about.
                name = SERVERS4[0] if client == "jdk" else lab.name(SERVERS4[:2], SERVERS6[:2])
                ok, _, taken, _, _ = lab.client.connect(client, name)
                took += [taken] if ok else []
            took.sort()
            median, longest = took[len(took) // 2], took[-1]
            good = client == "jdk" or (len(took) == tries and median < 500 and longest < 5000)
            return good, (label, len(took), median, longest), "loss, %s: %s" % (label, took)
        return lab.row(experiment)

    by_kernel = lab.network.loses(part)
    if not by_kernel:
        print("***** no netem in this kernel: the router loses the packets instead, those of TCP *****", flush=True)
    try:
        rows = [connects("Happy Connect, two addresses of each family", "happy"), connects("JDK `Socket`, one address", "jdk")]
    finally:
        lab.network.loses_nothing()
    lab.section("Loss", "%d connects, one after the other, while %.0f %% of the packets are lost, either way: %s."
                % (tries, part * 100, "by netem, of every kind" if by_kernel
                   else "by the router of the laboratory, and of TCP only, because this kernel has no netem"),
                ("client", "connected", "median, ms", "longest, ms", "as expected"), rows)


def the_table(lab):
    """The table of the paper, with rows for Happy Connect and the plain JDK beside it."""
    rows = []
    for label, client in (("Happy Connect with `happy-connect-dns`", "happy"), ("Happy Connect with the platform's resolver", "platform"),
                          ("JDK `Socket`, same machine", "jdk")):
        (_, winner, _, _, _), _ = lab.race(lab.name([V4], [V6]), client)
        preferred = "yes" if family(winner) == "IPv6" else "no"
        queries = [k for _, n, k in lab.dns.log[-2:]]
        aaaa_first = "yes" if queries[:1] == [AAAA] else "no"
        gaps = []
        for _ in range(1 if client == "jdk" else 3):
            lab.race(lab.name([V4], [V6]), client, 4000, {V6: Rule(drop=True)})
            six, four = first(lab.network.syns(6)), first(lab.network.syns(4))
            gaps += [four - six] if six and four and four > six else []
        cad = ms(min(gaps)) + " ms" if gaps else "none"
        waits = []
        for _ in range(3):
            (_, winner, _, _, _), _ = lab.race(lab.name([V4], [V6], aaaa_delay=1000), client)
            answers = [t for t, d, p in lab.network.record if d == "in" and p.sport == 53]
            syns = lab.network.syns()
            waits += [syns[0][0] - answers[0]] if syns and answers and family(winner) == "IPv4" else []
        rd = ms(min(waits)) + " ms" if waits and min(waits) < 0.9 else "none (waits for the answer)"
        lab.race(lab.name(SERVERS4, SERVERS6), client, 6000, {a: Rule(drop=True) for a in SERVERS4 + SERVERS6})
        used = []
        for _, address in lab.network.syns():
            if address not in used:
                used.append(address)
        order = "".join("6" if ":" in a else "4" for a in used)
        took = min(lab.race(lab.name([V4], [V6], a_delay=2000), client)[0][2] for _ in range(3))
        rows.append((label, preferred, cad, aaaa_first, rd, order.count("4"), order.count("6"),
                     "yes (%s)" % order if order == "64" * 10 else "no" if len(order) < 2 else order, took))
        if client == "happy":
            lab.check(preferred == "yes" and cad != "none" and rd.startswith(("5", "6", "7", "8")) and order == "64" * 10 and took < 200,
                      "the table: %s" % (rows[-1],))
    lab.section("The table of the paper", "Columns as in \"Lazy Eye Inspection\" (IMC 2025), with one more: how long a connect takes when the A answer "
                "is 2 s late and IPv6 is well. The shortest of three.",
                ("client", "IPv6 preferred", "attempt delay", "AAAA first", "resolution delay", "IPv4 used", "IPv6 used",
                 "addresses interlaced", "A late by 2 s: connected after, ms"), rows)


EXPERIMENTS = [the_table, attempt_delay, resolution_delay, late_a, selection, losers, single_failures, after_the_handshake,
               path_mtu, dns_errors, bad_dns, broken_families, loss, odd_machines]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--java", required=True)
    parser.add_argument("--class-path", required=True)
    parser.add_argument("--output")
    parser.add_argument("--only")
    parser.add_argument("--record", type=argparse.FileType("wb"))
    arguments = parser.parse_args()
    try:
        lab = Lab(arguments.java, arguments.class_path, arguments.only, arguments.record)
    except (OSError, subprocess.CalledProcessError) as e:
        print("SKIPPED: no network laboratory on this machine, it takes root on Linux with namespaces and TUN devices: %s %s"
              % (e, getattr(e, "stderr", "")))
        return 77
    try:
        lab.run(EXPERIMENTS)
        if arguments.output:
            with open(arguments.output, "w", encoding="utf-8") as out:
                out.write(report(lab, arguments.java))
    finally:
        lab.close()
        if arguments.record:
            arguments.record.close()
    for failure in lab.failures:
        print("NOT AS EXPECTED: " + failure)
    print("%d experiments, %d not as expected" % (sum(len(s[3]) for s in lab.sections), len(lab.failures)))
    return 1 if lab.failures else 0


if __name__ == "__main__":
    sys.exit(main())
