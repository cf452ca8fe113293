# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Measures irdiff's pairing of loops against a known pairing.

The front end emits the same source in the same order for every target, so each loop of the unoptimised IR gets a number that is the same on
both sides, as a node of its `llvm.loop` metadata, which passes keep. `opt -O3` follows, then irdiff (which does not know that node), and the
numbers of the two sides of each row are compared. A second run has the debug info stripped after the optimisation: pairing by names and shape.

  measure.py [--irdiff=irdiff] [--folder=DIR] [--require-right=PERCENT] SOURCE...      files of C, C++ or unoptimised IR (native.ll:wasm.ll)
  measure.py --corpus=corpus/corpus.json --generated=DIR [--group=NAME]...            the corpus, as the main job compiles it

A source may say `// MEASURE-FLAGS: ...`. The table counts loops per function that holds them:
  right      in a row whose other side is the same loop, or no loop any more
  wrong      in a row with another loop, or in one row with another loop of its own side
  unmatched  irdiff found no partner, although the source loop exists on both sides
  one-sided  loops of code that only one side has (an #ifdef, another C++ library), reported as unmatched or deleted;
  related    such loops that irdiff paired by the place they are called from
"""
import argparse
import collections
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys

TRUTH = "nearnative.truth"
COMMON = ["-O3", "-Xclang", "-disable-llvm-passes", "-gline-tables-only", "-S", "-emit-llvm"]
SIDES = {
    "native": ["-march=x86-64-v2", "-fno-math-errno"],
    "wasm": ["--target=wasm32-wasi", "-Wno-deprecated", "-Wno-unused-command-line-argument", "--no-wasm-opt", "-msimd128"],
}


def tool(name):
    return shutil.which(f"{name}-22") or f"/usr/lib/llvm-22/bin/{name}"


def run(command, **keywords):
    result = subprocess.run([str(part) for part in command], text=True, capture_output=True, errors="surrogateescape", **keywords)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stderr}")
    return result


class Function:
    def __init__(self, symbol, is_local):
        self.symbol, self.is_local = symbol, is_local
        self.labels, self.latches = [], {}  # latch: (line of its terminator, last line of it, loop metadata or None)
        self.loops = []  # (header, latches), in the order of the code
        self.subprogram = None


class Module:
    """What this script needs to know of a module in LLVM's text form."""

    def __init__(self, path):
        self.path = path
        self.lines = path.read_text(errors="surrogateescape").splitlines()
        self.functions, self.nodes = {}, {}
        current = label = None
        for number, line in enumerate(self.lines):
            if line.startswith("define "):
                symbol = re.search(r'@("(?:[^"\\]|\\.)*"|[-\w.$]+)\(', line)[1].strip('"')
                current = Function(symbol, re.search(r"\b(internal|private)\b", line.split("@")[0]) is not None)
                current.subprogram = (re.findall(r"!dbg (!\d+)", line) or [None])[-1]
                self.functions[symbol] = current
                label = None
            elif line == "}":
                current = None
            elif current is None:
                if node := re.match(r"(!\d+) = (.*)", line):
                    self.nodes[node[1]] = node[2]
            elif found := re.match(r'(?:([-\w.$]+)|"((?:[^"\\]|\\.)*)"):', line):
                label = found[1] or found[2]
                current.labels.append(label)
            elif line.strip():
                if label is None:  # the entry block need not say its name
                    label = "\0entry"
                    current.labels.append(label)
                loop = re.search(r"!llvm\.loop (!\d+)", line)
                current.latches[label] = (number, loop[1] if loop else None)
        printed = run([tool("opt"), "-passes=print<loops>", "-disable-output", path]).stderr
        function = None
        for line in printed.splitlines():
            if line.startswith("Loop info for function"):
                function = self.functions[line.split("'", 1)[1].rsplit("'", 1)[0]]
            elif "Loop at depth" in line:
                blocks = re.findall(r'%("(?:[^"\\]|\\.)*"|[-\w.$]+)((?:<\w+>)*)', line.split("containing:")[1])
                header = next(name.strip('"') for name, marks in blocks if "<header>" in marks)
                latches = [name.strip('"') for name, marks in blocks if "<latch>" in marks]
                function.loops.append((header, latches))
        for function in self.functions.values():
            order = {label: index for index, label in enumerate(function.labels)}
            function.loops.sort(key=lambda loop: order[loop[0]])

    def position(self, node):
        """(file, line, column) of a DILocation, and the node it was inlined at."""
        text = self.nodes.get(node, "")
        if not text.startswith(("!DILocation", "distinct !DILocation")):
            return None
        field = lambda name: (re.search(rf"\b{name}: (!?\w+)", text) or [None, "0"])[1]
        return (self.file_of(field("scope")), int(field("line")), int(field("column"))), field("inlinedAt")

    def file_of(self, scope):
        found = re.search(r"\bfile: (!\d+)", self.nodes.get(scope, ""))
        name = re.search(r'filename: "([^"]*)"', self.nodes.get(found[1], "")) if found else None
        return re.split(r"[/\\]", name[1])[-1] if name else ""

    def loop_node(self, function, latches):
        return next((function.latches[latch][1] for latch in latches if function.latches.get(latch, (0, None))[1]), None)

    def operands(self, node):
        return re.findall(r"!\d+", self.nodes.get(node, ""))[1:] if node else []

    def start(self, node):
        for operand in self.operands(node):
            if position := self.position(operand):
                return position
        return None

    def chain(self, node):
        """The calls that a loop was inlined through."""
        start, calls = self.start(node), []
        at = start[1] if start else None
        while at and (call := self.position(at)):
            calls.append(call[0])
            at = call[1]
        return tuple(calls)

    def truth(self, node):
        for operand in self.operands(node):
            if found := re.match(rf'!\{{!"{re.escape(TRUTH)}", i32 (\d+)\}}', self.nodes.get(operand, "")):
                return int(found[1])
        return None


def canonical(symbols):
    """Names that are the same on both targets: this script's own, simpler rule than irdiff's."""
    text = subprocess.run([tool("llvm-cxxfilt")], input="\n".join(symbols), text=True, capture_output=True, check=True).stdout.split("\n")
    plain = lambda name: re.sub(r"(\d+u?l)l\b", r"\1", name.replace("long long", "long")).replace("std::__1::", "std::").replace("__cxx11::", "")
    return {symbol: plain(name) for symbol, name in zip(symbols, text)}


def number_loops(native, wasm):
    """Numbers per side {(symbol, index of the loop): number}; the numbers of code that only one side has; those of instances of a template
    that only one side has, of code that both have; and the loops' positions."""
    functions = {}
    for side, module in (("native", native), ("wasm", wasm)):
        names = canonical(list(module.functions))
        functions[side] = []
        for function in module.functions.values():
            if not function.loops:
                continue
            starts = [(module.start(module.loop_node(function, latches)) or [None])[0] for _, latches in function.loops]
            scope = (module.file_of(function.subprogram), (re.findall(r"\bline: (\d+)", module.nodes.get(function.subprogram, "")) or [0])[0])
            functions[side].append((function, names[function.symbol], scope, starts))
    pairs = []
    shape = lambda entry: (entry[2], entry[3])
    if [shape(entry) for entry in functions["native"]] == [shape(entry) for entry in functions["wasm"]]:
        pairs = list(zip(functions["native"], functions["wasm"]))  # the same code: the order says it, whatever the names
    else:
        waiting = collections.defaultdict(list)
        for entry in functions["wasm"]:
            waiting[entry[1], entry[2]].append(entry)
        for entry in functions["native"]:
            if candidates := waiting[entry[1], entry[2]]:
                same = [other for other in candidates if other[0].symbol == entry[0].symbol]
                pairs.append((entry, (same or candidates)[0]))
                candidates.remove(pairs[-1][1])
    numbers, positions, next_number = {"native": {}, "wasm": {}}, {}, 1
    for left, right in pairs:
        known = collections.defaultdict(list)
        for index, start in enumerate(right[3]):
            known[start].append(index)
        for index, start in enumerate(left[3]):
            numbers["native"][left[0].symbol, index] = next_number
            positions[next_number] = start
            if known[start]:
                numbers["wasm"][right[0].symbol, known[start].pop(0)] = next_number
            next_number += 1
    for side, module in (("native", native), ("wasm", wasm)):
        for function, _, _, starts in functions[side]:
            for index, start in enumerate(starts):
                if (function.symbol, index) not in numbers[side]:
                    numbers[side][function.symbol, index] = next_number
                    positions[next_number] = start
                    next_number += 1
    sets = {side: set(numbers[side].values()) for side in SIDES}
    places = {side: {positions[number] for number in sets[side]} for side in SIDES}
    one_sided = {number for side, other in (("native", "wasm"), ("wasm", "native"))
                 for number in sets[side] - sets[other] if positions[number] not in places[other]}
    return numbers, one_sided, (sets["native"] ^ sets["wasm"]) - one_sided, positions


def write_marked(module, numbers, path):
    """The module with the loops' numbers in their metadata."""
    lines, extra = list(module.lines), []
    fresh = max((int(node[1:]) for node in module.nodes), default=0) + 1
    defined = {line.split(" = ")[0]: number for number, line in enumerate(lines) if re.match(r"!\d+ = ", line)}
    for function in module.functions.values():
        for index, (_, latches) in enumerate(function.loops):
            mark = f'!{{!"{TRUTH}", i32 {numbers[function.symbol, index]}}}'
            if node := module.loop_node(function, latches):
                number = defined[node]
                lines[number] = re.sub(r"\}$", f", {mark}}}", lines[number])
                continue
            for latch in latches:
                # A switch ends in a line of its own: its metadata follows the bracket.
                lines[function.latches[latch][0]] += f", !llvm.loop !{fresh}"
            extra.append(f"!{fresh} = distinct !{{!{fresh}, {mark}}}")
            fresh += 1
    path.write_text("\n".join(lines + extra) + "\n", errors="surrogateescape")


Loop = collections.namedtuple("Loop", "number holder chain position")


def loops_of(module):
    """{(symbol, index of the header block): Loop} of an optimised module with numbers."""
    found = {}
    names = canonical([re.sub(r"(\.(\d+|specialized|cold|llvm))+$", "", symbol) for symbol in module.functions])
    for function in module.functions.values():
        order = {label: index for index, label in enumerate(function.labels)}
        holder = names[re.sub(r"(\.(\d+|specialized|cold|llvm))+$", "", function.symbol)]
        for header, latches in function.loops:
            node = module.loop_node(function, latches)
            start = module.start(node)
            found[function.symbol, order[header]] = Loop(module.truth(node), holder, module.chain(node), start[0] if start else None)
    return found


Result = collections.Counter


def judge(findings, loops, one_sided, instances, positions, problems):
    """Compares the rows with the truth, given per side {(symbol, header block): Loop}."""
    result, seen = Result(), {}
    ranks = {"wrong": 3, "right": 2, "related": 1, "one-sided": 0}

    def note(side, loop, verdict):
        key = (loop.number, loop.holder, loop.chain)
        seen[key] = max(seen.get(key, verdict), verdict, key=lambda text: ranks[text])

    where = {side: collections.defaultdict(set) for side in SIDES}
    for side in SIDES:
        for (symbol, _), loop in loops[side].items():
            where[side][symbol].add((loop.number, loop.chain))
    for row in findings["loops"]:
        parts = {side: [loops[side][row[side]["symbol"], part["header_block"]] for part in row[side]["parts"]] for side in SIDES}
        marked = {side: [loop for loop in parts[side] if loop.number] for side in SIDES}
        keys = {side: {(loop.number, loop.chain) for loop in marked[side]} for side in SIDES}
        result[f"by {row['aligned_by']}"] += 1
        if not marked["native"] and not marked["wasm"]:
            result["unmarked rows"] += 1
            continue
        numbers = {side: {number for number, _ in keys[side]} for side in SIDES}
        chains = {side: {chain for _, chain in keys[side]} for side in SIDES}
        problem = None
        for side in SIDES:
            if len(numbers[side]) > 1:
                places = {positions.get(number) for number in numbers[side]}
                problem = f"{len(numbers[side])} loops of the {side} side in one row" if row["aligned_by"] == "order" or len(places) > 1 else problem
        verdict = "right"
        both = numbers["native"] and numbers["wasm"]
        if both and not numbers["native"] & numbers["wasm"]:
            at = {side: {positions.get(number) for number in numbers[side]} for side in SIDES}
            if at["native"] & at["wasm"] and (numbers["native"] <= instances or numbers["wasm"] <= instances):
                pass  # instances of one template for different targets
            elif all(numbers[side] <= one_sided for side in SIDES) or row["aligned_by"] == "call-site":
                verdict = "related"
            else:
                problem = problem or "another loop"
        elif both and row["aligned_by"] == "order" and not chains["native"] & chains["wasm"]:
            # Stripped: the same loop, inlined through another call.
            if any((min(numbers["native"]), chain) in where["wasm"][row["wasm"]["symbol"]] for chain in chains["native"]):
                problem = problem or "the same loop inlined at another call"
        elif not both:
            side, other = ("native", "wasm") if numbers["native"] else ("wasm", "native")
            if row[other]["state"] != "loop" and keys[side] & where[other][row[other]["symbol"]]:
                problem = problem or f"said to be {row[other]['state']}, but it is a loop"
            if numbers[side] <= one_sided:
                verdict = "one-sided"
                if row[other]["state"] == "unrolled":
                    problem = problem or f"said to be unrolled, but only the {side} side has this code"
        if problem:
            verdict = "wrong"
            problems.append((row["id"], row["aligned_by"], problem, *({side: sorted((n, positions.get(n)) for n in numbers[side])} for side in SIDES)))
        for side in SIDES:
            for loop in marked[side]:
                note(side, loop, verdict)
    everything = {(loop.number, loop.holder, loop.chain) for side in SIDES for loop in loops[side].values() if loop.number}
    result["unmarked"] = sum(loop.number is None for side in SIDES for loop in loops[side].values())
    for key in everything:
        verdict = seen.get(key, "one-sided" if key[0] in one_sided else "unmatched")
        result[verdict] += 1
        if verdict == "unmatched":
            problems.append((key[1], "unmatched", key[0], positions.get(key[0]), key[2]))
    return result


def measure(name, compile_side, folder, irdiff, verbose):
    folder = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    raw = {}
    for side in SIDES:
        raw[side] = folder / f"{side}-unoptimised.ll"
        compile_side(side, raw[side])
    modules = {side: Module(path) for side, path in raw.items()}
    numbers, one_sided, instances, positions = number_loops(modules["native"], modules["wasm"])
    optimised, stripped = {}, {}
    for side, module in modules.items():
        marked, optimised[side], stripped[side] = (folder / f"{side}-{step}.ll" for step in ("marked", "optimised", "stripped"))
        write_marked(module, numbers[side], marked)
        run([tool("opt"), "-O3", "-S", marked, "-o", optimised[side]])
        run([tool("opt"), "-strip-debug", "-S", optimised[side], "-o", stripped[side]])
    loops = {side: loops_of(Module(path)) for side, path in optimised.items()}
    results, report = {}, []
    for kind, paths in (("positions", optimised), ("stripped", stripped)):
        findings = json.loads(run([irdiff, paths["native"], paths["wasm"], "--format=json"]).stdout)
        (folder / f"{kind}.json").write_text(json.dumps(findings, indent=1))
        problems = []
        results[kind] = judge(findings, loops, one_sided, instances, positions, problems)
        if verbose:
            report += [f"  {name} {kind}: " + " | ".join(map(str, problem)) for problem in problems]
    return name, results, report


def source_job(path):
    text = path.read_text(errors="replace") if path.suffix in (".c", ".cpp") else ""
    flags = " ".join(re.findall(r"MEASURE-FLAGS: (.*)", text)).split()

    def compile_side(side, output):
        run([*compiler_for(path), *SIDES[side], *COMMON, *flags, path, "-o", output])

    return path.name, compile_side


def compiler_for(path):
    return ["clang++-22", "-std=c++20", "-fno-exceptions"] if path.suffix in (".cpp", ".cc") else ["clang-22", "-std=gnu17"]


def corpus_jobs(corpus, generated, groups):
    for entry in json.loads(corpus.read_text())["entries"]:
        if groups and entry.get("group") not in groups:
            continue
        sources = entry["sources"]
        lists = sources if isinstance(sources, dict) else {side: sources for side in SIDES}
        for index in range(len(lists["native"])):

            def compile_side(side, output, entry=entry, lists=lists, index=index):
                source = lists[side][index]
                path = pathlib.Path(source.replace("@generated@", str(generated)))
                if source.startswith("@generated@/") and not path.exists():
                    path = pathlib.Path(generated) / entry["name"] / path.name
                path = path if path.is_absolute() else corpus.parent / path
                if path.suffix == ".ll":
                    shutil.copy(path, output)
                    return
                flags = [flag.replace("@dir@", str(corpus.parent)) for flag in entry.get("flags", []) + entry.get(f"flags_{side}", [])]
                run([*compiler_for(path), *SIDES[side], *COMMON, *flags, path, "-o", output])

            name = entry["name"] + (f"-{index}" if len(lists["native"]) > 1 else "")
            yield entry.get("group", ""), name, compile_side


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=pathlib.Path)
    parser.add_argument("--irdiff", default="irdiff")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("measure-alignment"))
    parser.add_argument("--corpus", type=pathlib.Path)
    parser.add_argument("--generated", type=pathlib.Path, help="generated/ of a corpus build")
    parser.add_argument("--group", action="append")
    parser.add_argument("--require-right", type=float, help="fail when less than this share is right, or anything wrong, with positions")
    parser.add_argument("--allow-wrong-stripped", type=int, help="fail when more are wrong without positions")
    parser.add_argument("-v", action="store_true", help="list what is wrong or unmatched")
    arguments = parser.parse_args()
    jobs = [("sources", *source_job(path)) for path in arguments.sources]
    if arguments.corpus:
        jobs += list(corpus_jobs(arguments.corpus.resolve(), arguments.generated.resolve(), arguments.group))

    columns = ["right", "wrong", "unmatched", "one-sided", "related", "unmarked"]
    totals = collections.defaultdict(Result)
    print(f"{'':34}" + "".join(f"{column:>11}" for column in columns))

    def line(name, kind, result):
        print(f"{name:24}{kind:>10}" + "".join(f"{result[column]:>11}" for column in columns))

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda job: (job[0], *measure(job[1], job[2], arguments.folder, arguments.irdiff, arguments.v)), jobs)
        for group, name, results, report in runs:
            for kind, result in results.items():
                line(name, kind, result)
                totals[group, kind] += result
            print("\n".join(report), end="\n" if report else "", flush=True)
    failed = False
    for (group, kind), result in totals.items():
        line(f"= {group}", kind, result)
        truth = result["right"] + result["wrong"] + result["unmatched"]
        print(f"{'':34}{100 * result['right'] / max(1, truth):10.1f}% of {truth}; "
              + ", ".join(f"{count} {key}" for key, count in sorted(result.items()) if key.startswith("by ")))
        if kind == "positions" and arguments.require_right is not None:
            failed |= result["wrong"] > 0 or 100 * result["right"] < arguments.require_right * truth
        if kind == "stripped" and arguments.allow_wrong_stripped is not None:
            failed |= result["wrong"] > arguments.allow_wrong_stripped
    sys.exit(failed)


main()
