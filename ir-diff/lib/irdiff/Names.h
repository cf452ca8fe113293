// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Function names that are the same on every target, and text for people.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>

namespace irdiff {

/// The demangled name of a symbol without what depends on the target or on the order of passes: `long long` becomes `long` (int64_t
/// mangles as `x` on Wasm and as `l` natively), inline namespaces of the C++ libraries, clone suffixes (`.specialized.1`) and Rust hashes
/// go, and the names that Wasm's C runtime gives to main become `main`.
std::string canonicalName(llvm::StringRef symbol);

/// Text safe for a terminal and for JSON: control characters and bytes that are not UTF-8 become `\xNN`.
std::string printable(llvm::StringRef text);

/// `1 load`, `3 loads`; `things` where an s is not enough.
std::string counted(uint64_t count, llvm::StringRef thing, llvm::StringRef things = "");

} // namespace irdiff
