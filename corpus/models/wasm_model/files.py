# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Output files that appear whole or not at all."""

import contextlib
import os
import shutil
import tempfile

from .static_graph import CompileError


@contextlib.contextmanager
def whole_folder(folder):
    """Gives a new folder beside `folder` to write into. If all goes well its files are moved to `folder`, else nothing is left."""
    parent = os.path.dirname(os.path.abspath(folder))
    temporary = None
    moved = []
    try:
        os.makedirs(parent, exist_ok=True)
        temporary = tempfile.mkdtemp(prefix=f".{os.path.basename(os.path.abspath(folder))}.", dir=parent)
        yield temporary
        os.makedirs(folder, exist_ok=True)
        for name in sorted(os.listdir(temporary)):
            target = os.path.join(folder, name)
            os.replace(os.path.join(temporary, name), target)
            moved.append(target)
    except OSError as error:
        for path in moved:
            os.unlink(path)
        raise CompileError(f"cannot write to {folder}: {error.strerror or error}") from error
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def write(path, content):
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
