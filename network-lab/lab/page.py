"""The page that docs/conformance.md is."""

import os
import platform
import subprocess
import time

# Not measured here.
PUBLISHED = """## What others do

Not measured here: the paper's own table, of 2024, shortened to the columns above.

| client | IPv6 preferred | attempt delay | AAAA first | resolution delay | IPv4 used | IPv6 used | addresses interlaced |
|---|---|---|---|---|---|---|---|
| Chrome 130 | yes | 300 ms | yes | no | 1 | 1 | no |
| Edge 130 | yes | 300 ms | yes | no | 1 | 1 | no |
| Firefox 132 | yes | 250 ms | no | no | 1 | 1 | no |
| Safari 17.6 | yes | 50 ms to 2 s | yes | yes | all | all | yes |
| curl 7.88.1 | yes | 200 ms | yes | no | 1 | 1 | no |
| wget 1.21.3 | yes | none | no | no | 0 | 1 | no |
""".splitlines() + [""]


def report(lab, java):
    version = subprocess.run([java, "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    lines = ["# Conformance, measured", "",
             "Made by the [network laboratory](../network-lab/README.md); every cell was measured on its network, none was typed in.", "",
             "Linux %s, %s, %s. One way between client and servers takes 2 ms, plus what the router, a Python process, adds: a few ms on a busy"
             " machine, and this one had a load of %.0f on %d cores." % (platform.release().split("-")[0], version, time.strftime("%Y-%m-%d"),
                                                                          os.getloadavg()[0], os.cpu_count()), ""]
    for title, text, head, rows in lab.sections:
        lines += ["## " + title, ""] + ([text, ""] if text else [])
        lines += ["| " + " | ".join(str(c) for c in row) + " |" for row in [head]] + ["|" + "---|" * len(head)]
        lines += ["| " + " | ".join(str(c) for c in row) + " |" for row in rows] + [""]
    lines += PUBLISHED
    lines += ["## Repetitions", "", "An experiment that is not as expected is repeated, twice at most: this machine had other things to do.", ""]
    return "\n".join(lines)
