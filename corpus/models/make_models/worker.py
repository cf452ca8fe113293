# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the two workers have in common: PyTorch is Debian's, ONNX and OpenVINO live in a virtual environment, so each has a process
of its own. It reads a request from stdin, works in the folder that the request names, and writes a result to stdout, both JSON."""
import hashlib
import json
import os
import sys
import traceback


class ModelError(Exception):
    """One line that says what is wrong with the model. `check`: it was made, but a check of its results failed."""

    def __init__(self, message, check=False):
        super().__init__(message)
        self.check = check


def one_line(error):
    """The line of an exception that says most; PyTorch puts it last, after a traceback of its own, others put it first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    text = lines[-1] if any(line.startswith("Traceback") for line in lines) else lines[0]
    return text if len(text) <= 240 else text[:237] + "..."


def write(folder, name, data):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
    return name


class TensorHash:
    """sha256 over all parameters of a model in order: a line `name type shape` each, then its little-endian bytes."""

    def __init__(self):
        self.hash = hashlib.sha256()

    def add(self, name, type_name, shape, data):
        self.hash.update(f"{name} {type_name} {'x'.join(map(str, shape))}\n".encode() + data)

    def hexdigest(self):
        return self.hash.hexdigest()


def main(make):
    """Answers the request with what `make(request)` returns, or with an error of one line."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # libraries print what they like
    try:
        result = make(json.load(sys.stdin))
    except ModelError as error:
        result = {"error": str(error), "check": error.check}
    except OSError as error:
        result = {"error": f"cannot read or write: {error.strerror or one_line(error)}", "check": False}
    except Exception as error:  # a library's own: its last words for the user
        traceback.print_exc()
        result = {"error": one_line(error), "check": False}
    with answer:
        json.dump(result, answer)
