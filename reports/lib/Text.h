// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Words and numbers that the Markdown and the terminal table share.
#pragma once

#include "Report.h"

namespace nearnative::report {

/// "1.32x", or "-" when there is none.
std::string ratioText(const std::optional<Ratio> &ratio);

/// "62 %" of 0.62.
std::string percentText(double share);

/// A kernel's cell where a number is missing: "wrong" when the variant's result was wrong, else "-".
std::string missingText(const KernelResult &kernel, const std::string &variant);

/// The results on one engine at one size, in the report's order.
std::vector<const KernelResult *> resultsOn(const Report &report, const std::string &engine, const std::string &size);

/// "narrow -> parity", "2 narrow, parity -> 3 parity"; empty without findings.
std::string verdictText(const std::map<std::string, uint64_t> &before, const std::map<std::string, uint64_t> &after);

} // namespace nearnative::report
