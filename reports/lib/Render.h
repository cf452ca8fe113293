// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The views of a report.
#pragma once

#include "Report.h"

#include <filesystem>

namespace nearnative::report {

/// Nanoseconds with three digits in the unit that fits: "812 ns", "4.71 us", "1.20 ms".
std::string timeText(double nanoseconds);

/// For a pull request (GitHub Markdown): errors first, means, one table per engine.
std::string renderMarkdown(const Report &report);

/// For the terminal: kernel, native, stock, tuned, speed-up and bytes, on every engine without explicit checks.
std::string renderTable(const Report &report);

/// One HTML file that needs nothing else: styles, scripts, the plot libraries and the report's JSON are inside.
std::string renderPage(const Report &report);

/// Writes report.json, report.md and index.html into `folder`, which is made when missing. All three are written beside their places before
/// the first is moved, so a full disk leaves what was there. Errors: the folder cannot be made or written.
Result<void> writeReport(const Report &report, const std::filesystem::path &folder);

} // namespace nearnative::report
