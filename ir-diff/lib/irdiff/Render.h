// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "irdiff/Findings.h"
#include "irdiff/SourceText.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/JSON.h"

#include <string>

namespace irdiff {

/// A table for people: of the loops at the indexes `order` the first `top`, each with its source line, causes and remedy; totals at the
/// end.
std::string renderText(const Findings &findings, llvm::ArrayRef<size_t> order, size_t top, const SourceText &source, bool color);

/// `nearnative-findings-1`, described in docs/formats.md and reports/schemas/findings.schema.json; loops in the order of the source.
std::string renderJson(const Findings &findings);
void writeFindings(llvm::json::OStream &out, const Findings &findings);

/// One page that needs no network and no other file: the loops with filters, each with its causes, its source annotated from both sides and
/// its code side by side. \pre The modules of the findings are alive.
std::string renderHtml(const Findings &findings, const SourceText &source);

/// SARIF 2.1.0 for GitHub code scanning: one result per loop that Wasm loses on or that neither side vectorizes, worst first. Paths are
/// relative to the current folder where they lie in it.
std::string renderSarif(const Findings &findings);

} // namespace irdiff
