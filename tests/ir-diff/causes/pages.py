# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""pages.py ROOT: a cause's ID, its page, its detector, its test and its example share one name, and pages have all their parts."""
import json
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
SECTIONS = ["What it is", "How to see it", "What to do", "Legality", "Measured", "Source"]
code = "\n".join(path.read_text() for path in (root / "ir-diff/lib/irdiff").glob("*.cpp"))
examples = {entry["name"] for entry in json.loads((root / "corpus/causes.json").read_text())["entries"]}
pages = {path.stem: path.read_text() for path in (root / "ir-diff/causes").glob("*.md")}
problems = []
for cause, text in pages.items():
    lines = text.split("\n")
    if not re.fullmatch(rf"# {cause}: \S.*", lines[0]) or lines[1] or not lines[2] or lines[3]:
        problems.append(f"{cause}: begins with a heading, an empty line, and the remedy as one paragraph")
    if re.findall(r"^## (.*)", text, re.M) != SECTIONS:
        problems.append(f"{cause}: its sections are not {', '.join(SECTIONS)}")
    mark = re.search(r"<!-- measured: (\S+) (\S+) -->\n\n\| per element", text)
    if not mark or any(name.split(":")[0] not in examples for name in mark.groups()):
        problems.append(f"{cause}: no measured table of examples in corpus/causes.json (ir-diff/benchmark/causes {cause})")
    if not list((root / "tests/ir-diff/causes").glob(f"{cause}.*")):
        problems.append(f"{cause}: no test in tests/ir-diff/causes/")
    if f'"{cause}"' not in code:
        problems.append(f"{cause}: no detector in ir-diff/lib/")
for cause in set(re.findall(r'\{"([A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*)",', code)) - set(pages) - {"V8"}:  # an engine in the table of prices
    problems.append(f"{cause}: is reported and has no page")
print("\n".join(sorted(problems)) or f"{len(pages)} causes in order")
sys.exit(bool(problems))
