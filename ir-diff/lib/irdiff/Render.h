// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "irdiff/Findings.h"
#include "irdiff/SourceText.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace irdiff {

/// A table for people: of the loops at the indexes `order` the first `top`, each with its source line, causes and remedy; totals at the
/// end.
std::string renderText(const Findings &findings, llvm::ArrayRef<size_t> order, size_t top, SourceText &sources, bool color);

/// `nearnative-findings-1`, described in docs/formats.md and reports/schemas/findings.schema.json; loops in the order of the source.
std::string renderJson(const Findings &findings);

/// One file that needs no other: source, IR and generated code of both sides side by side.
std::string renderHtml(const Findings &findings, SourceText &sources);

/// SARIF 2.1.0 for code scanning: a result per finding, a rule per cause.
std::string renderSarif(const Findings &findings);

} // namespace irdiff
