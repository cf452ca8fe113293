// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Words and numbers that the Markdown and the terminal table share.
#pragma once

#include "Report.h"

namespace nearnative::report {

/// Names and messages come from other people's files: nothing in them may be read as Markdown, HTML, a table or a mention.
std::string escapeMarkdown(const std::string &text);

/// For a terminal: without control characters.
std::string printable(const std::string &text);

/// "37.2 KB", "14.3 MB".
std::string bytesText(uint64_t bytes);

/// Columns as wide as their widest cell; the first is flush left, numbers flush right.
using TextLines = std::vector<std::vector<std::string>>;
std::string layOutText(const TextLines &lines);

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
