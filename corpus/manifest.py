#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Reads a corpus manifest (docs/formats.md), checks it and writes what the build needs from it.

  manifest.py corpus.json --check          one line per problem, exit code 2 when there are any
  manifest.py corpus.json --out DIR        DIR/<entry>/driver.c for every entry and DIR/entries.cmake
"""
import argparse
import ast
import json
import os
import re
import sys

SCHEMA = "nearnative-corpus-1"
C_TYPES = {
    "i8": "int8_t", "u8": "uint8_t", "i16": "int16_t", "u16": "uint16_t", "i32": "int32_t", "u32": "uint32_t",
    "i64": "int64_t", "f32": "float", "f64": "double",
}
BITS = {name: int(name[1:]) for name in C_TYPES}
ENTRY_KEYS = {
    "name", "group", "sources", "entry", "arguments", "returns", "sizes", "elements", "seed", "special_values", "tolerance",
    "value_changing_flags", "flags", "flags_native", "flags_wasm", "yardstick", "passes", "style_of", "unchecked", "outside_means", "generate",
    "licence",
}
SOURCE_ENDINGS = (".c", ".cpp", ".cc", ".ll")


class ManifestError(Exception):
    """A problem of the manifest: one line that says where and what."""


def require(condition, message):
    if not condition:
        raise ManifestError(message)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def expression(text, names, where):
    """Checks an integer expression over names; returns it as C, computed in 64 bits."""
    require(isinstance(text, (str, int)) and not isinstance(text, bool), f"{where} must be an expression")
    try:
        tree = ast.parse(str(text), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        raise ManifestError(f"{where}: '{text}' is not an expression") from None

    def c(node):
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return f"({c(node.left)} {OPERATORS[type(node.op)]} {c(node.right)})"
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value >= 0:
            return f"INT64_C({node.value})"
        if isinstance(node, ast.Name):
            require(node.id in names, f"{where}: '{node.id}' is not a name of \"sizes\"")
            return f"p_{node.id}"
        raise ManifestError(f"{where}: '{text}' may hold only names, numbers, + - * / and ( )")

    return c(tree)


OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def strings(entry, key, where):
    value = entry.get(key, [])
    require(isinstance(value, list) and all(isinstance(x, str) for x in value), f"{where}: \"{key}\" must be a list of strings")
    return value


def check_sources(sources, folder, where):
    require(isinstance(sources, list) and sources and all(isinstance(x, str) for x in sources),
            f"{where}: \"sources\" must be a list of files")
    for source in sources:
        require(source.endswith(SOURCE_ENDINGS), f"{where}: {source} is neither C (.c), C++ (.cpp, .cc) nor LLVM IR (.ll)")
        require(source.startswith("@generated@/") or os.path.isfile(os.path.join(folder, source)),
                f"{where}: {source} does not exist in {folder}")


def check_argument(argument, names, where):
    require(isinstance(argument, dict), f"{where} must be an object")
    require(("buffer" in argument) != ("scalar" in argument), f"{where} must have \"buffer\" or \"scalar\"")
    if "scalar" in argument:
        require(set(argument) == {"scalar", "type", "value"}, f"{where}: a scalar has \"scalar\", \"type\" and \"value\"")
        require(argument["type"] in C_TYPES or argument["type"] == "usize", f"{where}: unknown type '{argument['type']}'")
        if argument["type"][0] == "f":
            require(is_number(argument["value"]), f"{where}: a float's \"value\" is a number")
        else:
            expression(argument["value"], names, f"{where} \"value\"")
        return
    require(argument.get("type") in C_TYPES, f"{where}: unknown type '{argument.get('type')}'")
    require(argument.get("role") in ("in", "out"), f"{where}: \"role\" is \"in\" or \"out\"")
    expression(argument.get("count"), names, f"{where} \"count\"")
    require(set(argument) <= {"buffer", "type", "count", "role", "values"}, f"{where}: unknown key in {sorted(argument)}")
    if argument["role"] == "out":
        require("values" not in argument, f"{where}: an out buffer has no \"values\"")
        return
    values = argument.get("values")
    require(isinstance(values, dict) and len(values) == 1 and set(values) <= {"uniform", "index"},
            f"{where}: \"values\" is {{\"uniform\": [low, high]}} or {{\"index\": expression}}")
    integer = argument["type"][0] != "f"
    if "index" in values:
        require(integer, f"{where}: \"index\" needs an integer type")
        expression(values["index"], names, f"{where} \"index\"")
    else:
        ends = values["uniform"]
        require(isinstance(ends, list) and len(ends) == 2 and all(is_number(x) for x in ends) and ends[0] <= ends[1],
                f"{where}: \"uniform\" is [low, high]")
        if integer:
            signed, bits = argument["type"][0] == "i", BITS[argument["type"]]
            low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
            require(all(isinstance(x, int) and low <= x <= high for x in ends), f"{where}: {ends} does not fit {argument['type']}")


def check_entry(entry, folder, known):
    """Checks one entry; known: the entries before it, by name."""
    require(isinstance(entry, dict), "an entry must be an object")
    name = entry.get("name")
    require(isinstance(name, str) and re.fullmatch(r"[a-z0-9][a-z0-9-]*", name), f"entry name {name!r} must match [a-z0-9][a-z0-9-]*")
    where = f"entry {name}"
    require(name not in known, f"{where} is there twice")
    unknown = sorted(set(entry) - ENTRY_KEYS)
    require(not unknown, f"{where}: unknown key \"{unknown[0] if unknown else ''}\"")
    for key in ("group", "sources", "entry", "arguments", "sizes", "elements", "licence"):
        require(key in entry, f"{where}: \"{key}\" is missing")
    for key in ("group", "entry", "licence"):
        require(isinstance(entry[key], str) and entry[key], f"{where}: \"{key}\" must be a word")
    require(re.fullmatch(r"[A-Za-z_]\w*", entry["entry"]), f"{where}: \"entry\" must be a C identifier")
    sources = entry["sources"]
    if isinstance(sources, dict):
        require(set(sources) == {"native", "wasm"}, f"{where}: \"sources\" has the sides \"native\" and \"wasm\"")
        for side in sources.values():
            check_sources(side, folder, where)
        require(len(sources["native"]) == len(sources["wasm"]), f"{where}: both sides must have as many sources")
    else:
        check_sources(sources, folder, where)
    for key in ("flags", "flags_native", "flags_wasm"):
        strings(entry, key, where)
    sizes = entry["sizes"]
    require(isinstance(sizes, dict) and set(sizes) == {"small", "large"} and all(isinstance(s, dict) for s in sizes.values()),
            f"{where}: \"sizes\" has \"small\" and \"large\"")
    names = set(sizes["small"])
    require(names == set(sizes["large"]), f"{where}: \"small\" and \"large\" must name the same parameters")
    for size in sizes.values():
        for key, value in size.items():
            require(re.fullmatch(r"[A-Za-z_]\w*", key) and isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 31,
                    f"{where}: size parameter {key} must be a whole number below 2^31")
    expression(entry["elements"], names, f"{where} \"elements\"")
    require(isinstance(entry["arguments"], list) and entry["arguments"], f"{where}: \"arguments\" must be a list")
    for index, argument in enumerate(entry["arguments"]):
        check_argument(argument, names, f"{where}, argument {index + 1}")
    require(entry.get("returns") is None or entry["returns"] in C_TYPES, f"{where}: unknown type '{entry.get('returns')}' in \"returns\"")
    require(entry.get("returns") or any(a.get("role") == "out" for a in entry["arguments"]), f"{where} has no output to compare")
    seed = entry.get("seed", 1)
    require(isinstance(seed, int) and not isinstance(seed, bool) and 0 <= seed < 1 << 63, f"{where}: \"seed\" must be a whole number below 2^63")
    for key in ("special_values", "value_changing_flags"):
        require(isinstance(entry.get(key, False), bool), f"{where}: \"{key}\" is true or false")
    tolerance = entry.get("tolerance", {})
    require(isinstance(tolerance, dict) and set(tolerance) <= {"relative", "absolute"}
            and all(is_number(x) and x >= 0 for x in tolerance.values()), f"{where}: \"tolerance\" has \"relative\" and \"absolute\"")
    if "yardstick" in entry:
        twin = entry["yardstick"]
        require(isinstance(twin, dict) and {"sources", "entry"} <= set(twin) <= {"sources", "entry"}, f"{where}: \"yardstick\" has \"sources\" and \"entry\"")
        check_sources(twin["sources"], folder, f"{where}, yardstick")
    for key in ("unchecked", "style_of"):
        require(entry.get(key) is None or entry[key] in known, f"{where}: \"{key}\" names {entry.get(key)!r}, which is no entry before it")
    for one in strings(entry, "passes", where):
        require(re.fullmatch(r"wasm-[a-z0-9-]+", one), f"{where}: \"passes\" names {one!r}, which is no pass")
    if entry.get("style_of") is not None:
        of = known[entry["style_of"]]
        require(of.get("style_of") is None, f"{where}: \"style_of\" names {of['name']}, which is a style itself")
        require("yardstick" not in entry, f"{where}: the yardstick of a style is that of {of['name']}")
        for key in ("group", "sizes", "elements"):
            require(entry[key] == of[key], f"{where}: a style has the same \"{key}\" as {of['name']}")
    if "generate" in entry:
        generate = entry["generate"]
        require(isinstance(generate, dict) and isinstance(generate.get("script"), str) and set(generate) <= {"script", "arguments", "depends", "outputs"},
                f"{where}: \"generate\" has \"script\", \"arguments\", \"depends\" and \"outputs\"")
        for key in ("arguments", "depends", "outputs"):
            strings(generate, key, where)
        for path in [generate["script"]] + generate.get("depends", []):
            require(os.path.isfile(os.path.join(folder, path)), f"{where}: {path} does not exist in {folder}")
        require(generate.get("outputs"), f"{where}: \"generate\" lists no \"outputs\"")


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            manifest = json.load(file)
    except OSError as error:
        raise ManifestError(f"cannot read it: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"is not JSON: {error}") from None
    require(isinstance(manifest, dict) and manifest.get("schema") == SCHEMA, f"\"schema\" must be \"{SCHEMA}\"")
    require(isinstance(manifest.get("name"), str) and re.fullmatch(r"[a-z0-9][a-z0-9-]*", manifest["name"]),
            "\"name\" must match [a-z0-9][a-z0-9-]*")
    require(isinstance(manifest.get("entries"), list) and manifest["entries"], "\"entries\" must be a list with at least one entry")
    folder, known = os.path.dirname(os.path.abspath(path)), {}
    for entry in manifest["entries"]:
        check_entry(entry, folder, known)
        known[entry["name"]] = entry
    return manifest, folder


def driver(entry, entry_function):
    """The C driver of one entry: allocates and fills its buffers, calls it, shows its outputs (ABI: docs/formats.md)."""
    names = sorted(entry["sizes"]["small"])
    parameters, call, setup, outputs = [], [], [], []
    buffers = 0
    for index, argument in enumerate(entry["arguments"]):
        if "scalar" in argument:
            kind = argument["type"]
            parameters.append("size_t" if kind == "usize" else C_TYPES[kind])
            value = float.hex(float(argument["value"])) if kind[0] == "f" else expression(argument["value"], names, "")
            call.append(f"({parameters[-1]}){value}")
            continue
        ctype, count = C_TYPES[argument["type"]], expression(argument["count"], names, "")
        slot = buffers
        buffers += 1
        parameters.append("void *")
        call.append(f"buffer[{slot}]")
        setup.append(f"  count = (size_t){count};\n  bytes[{slot}] = count * sizeof({ctype});\n"
                     f"  if (!(buffer[{slot}] = nn_allocate(bytes[{slot}])))\n    return -1;")
        if argument["role"] == "out":
            outputs.append((f"buffer[{slot}]", f"bytes[{slot}]"))
            continue
        values, seed = argument["values"], f"UINT64_C({entry.get('seed', 1)}) * 1000003u + {index}u"
        if "index" in values:
            setup.append(f"  nn_fill_integers(buffer[{slot}], sizeof({ctype}), count, {seed}, 0, {expression(values['index'], names, '')} - 1);")
        elif argument["type"][0] == "f":
            low, high = (float.hex(float(x)) for x in values["uniform"])
            setup.append(f"  nn_fill_{argument['type']}(buffer[{slot}], count, {seed}, {low}, {high}, data == 1);")
        else:
            low, high = (f"INT64_C({x})" if x > -(1 << 63) else "INT64_MIN" for x in values["uniform"])
            setup.append(f"  nn_fill_integers(buffer[{slot}], sizeof({ctype}), count, {seed}, {low}, {high});")
    returns = C_TYPES[entry["returns"]] if entry.get("returns") else "void"
    if entry.get("returns"):
        outputs.append(("&result", "sizeof result"))
    sizes = "\n".join(f"  p_{n} = size == 0 ? {entry['sizes']['small'][n]} : {entry['sizes']['large'][n]};" for n in names)
    return f"""// Written by corpus/manifest.py for {entry['name']}; do not edit.
#include "inputs.h"
#include <stdlib.h>

#define EXPORT(name) __attribute__((used, visibility("default"))) NN_EXPORT_NAME(name)
#ifdef __wasm__
#define NN_EXPORT_NAME(name) __attribute__((export_name(#name)))
#else
#define NN_EXPORT_NAME(name)
#endif

{returns} {entry_function}({', '.join(parameters)});

// Volatile, so that no optimiser, in the compiler or after the link, can inline or hoist the call.
static {returns} (*volatile entry)({', '.join(parameters)}) = {entry_function};
static void *buffer[{max(buffers, 1)}];
static size_t bytes[{max(buffers, 1)}];
{''.join(f'static int64_t p_{n};{chr(10)}' for n in names)}{f'static {returns} result;' if entry.get('returns') else ''}

EXPORT(nn_setup) int32_t nn_setup(int32_t size, int32_t data) {{
  size_t count;
  (void)data;
  (void)count;
  for (int i = 0; i < {buffers}; i++) {{
    free(buffer[i]);
    buffer[i] = NULL;
  }}
{sizes}
{chr(10).join(setup)}
  return 0;
}}

EXPORT(nn_run) void nn_run(int32_t iterations) {{
  for (int32_t i = 0; i < iterations; i++)
    {'result = ' if entry.get('returns') else ''}entry({', '.join(call)});
}}

EXPORT(nn_output_count) int32_t nn_output_count(void) {{ return {len(outputs)}; }}

EXPORT(nn_output_data) void *nn_output_data(int32_t output) {{
  switch (output) {{
{chr(10).join(f'  case {i}:{chr(10)}    return {data};' for i, (data, _) in enumerate(outputs))}
  }}
  return NULL;
}}

EXPORT(nn_output_bytes) uint32_t nn_output_bytes(int32_t output) {{
  switch (output) {{
{chr(10).join(f'  case {i}:{chr(10)}    return (uint32_t){size};' for i, (_, size) in enumerate(outputs))}
  }}
  return 0;
}}
"""


def quote(values):
    """A CMake list argument: each value in a bracket argument, so that no character needs escaping."""
    return " ".join(f"[==[{value}]==]" for value in values)


def cmake(manifest, folder):
    """entries.cmake: one nearnative_add_kernel() call per entry."""
    lines = ["# Written by corpus/manifest.py; do not edit."]
    for entry in manifest["entries"]:
        sources = entry["sources"]
        sides = sources if isinstance(sources, dict) else {"native": sources, "wasm": sources}
        call = [f"nearnative_add_kernel({entry['name']}", f"  FOLDER [==[{folder}]==]"]
        for side in ("native", "wasm"):
            call.append(f"  SOURCES_{side.upper()} {quote(sides[side])}")
            flags = entry.get("flags", []) + entry.get(f"flags_{side}", [])
            if flags:
                call.append(f"  FLAGS_{side.upper()} {quote(flags)}")
        if "yardstick" in entry:
            call.append(f"  SOURCES_TWIN {quote(entry['yardstick']['sources'])}")
        if "generate" in entry:
            generate = entry["generate"]
            call.append(f"  GENERATE_SCRIPT [==[{generate['script']}]==]")
            for key in ("arguments", "depends", "outputs"):
                if generate.get(key):
                    call.append(f"  GENERATE_{key.upper()} {quote(generate[key])}")
        lines.append("\n".join(call) + ")")
    return "\n".join(lines) + "\n"


def write_if_changed(path, text):
    """Leaves the file's time alone when nothing changed, so that nothing is rebuilt."""
    try:
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    except OSError:
        pass
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".new", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--check", action="store_true", help="only check the manifest")
    action.add_argument("--out", metavar="DIR", help="write the drivers and entries.cmake here")
    arguments = parser.parse_args()
    try:
        manifest, folder = read(arguments.manifest)
        if arguments.out:
            for entry in manifest["entries"]:
                write_if_changed(os.path.join(arguments.out, entry["name"], "driver.c"), driver(entry, entry["entry"]))
                if "yardstick" in entry:
                    write_if_changed(os.path.join(arguments.out, entry["name"], "driver-twin.c"), driver(entry, entry["yardstick"]["entry"]))
            write_if_changed(os.path.join(arguments.out, "entries.cmake"), cmake(manifest, folder))
    except ManifestError as error:
        print(f"manifest.py: error: {arguments.manifest}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"manifest.py: error: cannot write {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
