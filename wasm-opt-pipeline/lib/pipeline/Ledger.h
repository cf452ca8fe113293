// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The account of a run, for machines (schema nearnative-ledger-1) and for people.
#pragma once

#include "pipeline/Pipeline.h"

#include <map>
#include <nlohmann/json.hpp>

namespace nearnative::pipeline {

struct LedgerHeader {
  std::map<std::string, std::string> tags;
  std::string profile, input, output;
};

nlohmann::json ledgerJson(const LedgerHeader &header, const PipelineResult &result);

/// One line per step.
std::string ledgerTable(const LedgerHeader &header, const PipelineResult &result);

} // namespace nearnative::pipeline
