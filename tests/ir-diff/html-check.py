# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""html-check.py FILE [--findings JSON] [--most-code N] [--most-bytes N]: checks irdiff's page as a file; prints its IR and source."""
import argparse
import html.parser
import json
import pathlib
import re


class Scripts(html.parser.HTMLParser):
    """The scripts of a page, and everything that would ask for another file."""

    def __init__(self, text):
        super().__init__()
        self.scripts, self.inside, self.tags = [], False, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append("")
        for name, value in attributes:
            assert name not in ("src", "srcset", "data") and not name.startswith("on"), (tag, name)
            assert name != "href" or value.startswith(("#", "data:")), value

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.scripts[-1] += data


parser = argparse.ArgumentParser()
parser.add_argument("page", type=pathlib.Path)
parser.add_argument("--findings", type=pathlib.Path)
parser.add_argument("--most-code", type=int)
parser.add_argument("--most-bytes", type=int)
options = parser.parse_args()

data = options.page.read_bytes()
page = Scripts(data.decode())
assert len(page.scripts) == 3, page.tags
findings, details = map(json.loads, page.scripts[:2])
assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", data), "control bytes"
if options.findings:
    assert findings == json.loads(options.findings.read_text())
if options.most_code:
    assert len(details["code"]) == options.most_code, len(details["code"])
if options.most_bytes:
    assert len(data) < options.most_bytes, len(data)
for index, sides in sorted(details["code"].items(), key=lambda entry: int(entry[0])):
    for side in ("native", "wasm"):
        name = findings["loops"][int(index)]["function"]
        ir = sides.get(side, {}).get("ir", "").rstrip()
        print(f"{name} {'native' if side == 'native' else 'Wasm'}: {ir or 'none'}")
for text in details["sources"].values():
    print("source:", text)
if not details["sources"]:
    print("no source")
