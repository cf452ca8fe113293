// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether the outputs of two modules are the same: the judge before any time counts.
#pragma once

#include "Manifest.h"

#include <string_view>

namespace nearnative {

/// The outputs of one call, one after the other, as a runner's `check` writes them: how many bytes an entry must have.
uint64_t outputBytes(const Entry &entry, ProblemSize size);

/// Equal bit by bit, where any NaN equals any NaN of its type. The error names the first output and index that differ, and how many do.
/// Errors also: a number of bytes that is not outputBytes().
Result<void> compareBits(const Entry &entry, ProblemSize size, std::string_view found, std::string_view expected);

/// Equal within the entry's tolerance: floats |a-b| <= absolute + relative * |b| (b: `expected`), integers |a-b| <= absolute; NaN equals
/// NaN, an infinity only itself. Without a tolerance the values must be equal (so +0 equals -0, unlike in compareBits).
Result<void> compareWithinTolerance(const Entry &entry, ProblemSize size, std::string_view found, std::string_view expected);

} // namespace nearnative
