# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""No header of the host's libc enters a Wasm compile. clang searches /usr/include after wasi-libc's own folder, so a header
that wasi-libc lacks is silently taken from the host; what each entry includes is asked of the preprocessor itself."""
import json
import os
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Header-only libraries that the corpus measures, as packaged.
ALLOWED = ("/usr/include/wasm32-wasi/", "/usr/include/eigen3/", "/usr/include/gemmlowp/", "/usr/include/stb/", "/usr/lib/llvm-22/")
WASM = ["--target=wasm32-wasi", "-Wno-deprecated", "-msimd128"]


def host_headers(source, flags):
    compiler = ["clang++-22", "-std=c++20", "-fno-exceptions"] if source.endswith((".cpp", ".cc")) else ["clang-22", "-std=gnu17"]
    result = subprocess.run([*compiler, *WASM, *flags, "-M", source], capture_output=True, text=True, check=True)
    files = result.stdout.replace("\\\n", " ").split()[1:]
    paths = {os.path.realpath(f) for f in files}
    return sorted(p for p in paths if p.startswith(("/usr/include/", "/usr/lib/", "/usr/local/")) and not p.startswith(ALLOWED))


class HostHeaders(unittest.TestCase):
    def test_detector(self):
        """The check can fail: <sys/sysinfo.h> exists on the host only."""
        probe = "/dev/stdin"
        result = subprocess.run(["clang-22", *WASM, "-M", "-x", "c", probe], input="#include <sys/sysinfo.h>\n", capture_output=True, text=True, check=False)
        self.assertIn("/usr/include/", result.stdout + result.stderr)

    def test_corpus(self):
        folder = os.path.join(ROOT, "corpus")
        with open(os.path.join(folder, "corpus.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        checked = 0
        for entry in manifest["entries"]:
            sources = entry["sources"]["wasm"] if isinstance(entry["sources"], dict) else entry["sources"]
            sources = sources + entry.get("yardstick", {}).get("sources", [])
            flags = [f.replace("@dir@", folder) for f in entry.get("flags", []) + entry.get("flags_wasm", [])]
            for source in sources:
                if source.startswith("@generated@") or source.endswith(".ll"):
                    continue
                with self.subTest(entry=entry["name"], source=source):
                    self.assertEqual(host_headers(os.path.join(folder, source), flags), [])
                    checked += 1
        self.assertGreater(checked, 30)


if __name__ == "__main__":
    unittest.main()
