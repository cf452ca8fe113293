#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes and takes apart WebAssembly modules, with a parser of its own.

  sections.py list MODULE                            one line per section: id or name, bytes, first digits of a hash of its bytes
  sections.py bodies MODULE                          one line per function body: bytes, first digits of a hash
  sections.py locals PARAMETERS LOCALS               a module in text form: a function with so many, and a loop with one v128.const
  sections.py insert IN OUT POSITION NAME HEX ...    custom sections before the section with that index (the end: -1), several of three words
"""
import hashlib
import sys


def take_leb(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


def leb(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def sections(data):
    """(id, name of a custom section, content, all bytes) in order."""
    at = 8
    while at < len(data):
        start, identifier = at, data[at]
        size, at = take_leb(data, at + 1)
        content = data[at : at + size]
        at += size
        name = ""
        if identifier == 0:
            length, begin = take_leb(content, 0)
            name = content[begin : begin + length].decode()
        yield identifier, name, content, data[start:at]


def digest(data):
    return f"{len(data)} {hashlib.sha1(data).hexdigest()[:12]}"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    command, path, *rest = sys.argv[1:]
    if command == "locals":
        print(f"""(module (memory 1) (func (export "f") (param{" i32" * int(path)}) (local{" f64" * int(rest[0])})
  (loop $l
    (v128.store (i32.const 0) (i32x4.add (v128.load (i32.const 0)) (v128.const i32x4 1 2 3 4)))
    (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))""")
        return
    data = read(path)
    if command == "list":
        for identifier, name, _, whole in sections(data):
            print(name or identifier, digest(whole))
    elif command == "bodies":
        for identifier, _, content, _ in sections(data):
            if identifier == 10:
                count, at = take_leb(content, 0)
                for _ in range(count):
                    size, begin = take_leb(content, at)
                    print(digest(content[at : begin + size]))
                    at = begin + size
    elif command == "insert":
        parts = [whole for _, _, _, whole in sections(data)]
        added = {}
        for position, name, hexadecimal in zip(*[iter(rest[1:])] * 3):
            content = leb(len(name)) + name.encode() + bytes.fromhex(hexadecimal)
            index = int(position) if int(position) >= 0 else len(parts)
            added.setdefault(index, []).append(b"\0" + leb(len(content)) + content)
        out = data[:8]
        for index in range(len(parts) + 1):
            out += b"".join(added.get(index, [])) + (parts[index] if index < len(parts) else b"")
        with open(rest[0], "wb") as file:
            file.write(out)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
