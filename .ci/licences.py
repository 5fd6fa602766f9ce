"""Prints the licences of a list of components, and fails if one is not known to be compatible with the Apache License 2.0.

A component with several licences gives the choice; one that will do is enough.
"""

import collections
import json
import sys

ALLOWED = {
    "Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0",
    # Of libraries that applications link to and that are not changed here.
    "EPL-2.0",
}


def licences(component):
    for entry in component.get("licenses", []):
        licence = entry.get("license", {})
        yield licence.get("id") or licence.get("name") or entry.get("expression")


with open(sys.argv[1], encoding="utf-8") as bom:
    components = json.load(bom)["components"]

by_licence = collections.defaultdict(list)
refused = []
for component in components:
    name = "%s:%s:%s" % (component.get("group", ""), component["name"], component["version"])
    known = sorted(set(licences(component)))
    by_licence[" or ".join(known) or "none"].append(name)
    if not ALLOWED & set(known):
        refused.append("%s has %s" % (name, ", ".join(known) or "no licence"))

for licence, names in sorted(by_licence.items()):
    print(licence)
    for name in sorted(names):
        print("    " + name)
for one in refused:
    print("NOT ALLOWED: " + one)
print("licences: %d components, %d not allowed" % (len(components), len(refused)))
sys.exit(1 if refused or not components else 0)
