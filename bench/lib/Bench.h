// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The coordinator: compares the outputs of every module, then times what is right, all variants, engines and orders interleaved.
#pragma once

#include "Measurements.h"
#include "Runner.h"

#include <chrono>
#include <functional>

namespace nearnative {

struct BenchOptions {
  std::filesystem::path modules;              ///< the modules directory (docs/formats.md)
  std::vector<std::string> variants;          ///< of Wasm; may hold `stock` and `all`
  std::vector<std::string> engines;           ///< names of the engine table
  std::vector<std::string> sizes = {"small"}; ///< `small`, `large`
  std::string filter;                         ///< regular expression on the names of entries; empty: all
  bool styles = true;                         ///< also the entries that are another style of one
  int orders = 2;                             ///< link orders of each module
  int samples = 32;                           ///< per row, shared by its orders
  double sampleMilliseconds = 2;              ///< what one sample should take
  uint64_t seed = 1;                          ///< of the sequence in each round, and of the bootstrap
  std::chrono::milliseconds timeout{120000};  ///< for one command of a runner
  bool cpuHasV3 = true;                       ///< whether native-v3 can run here
};

/// Told what is being done: "dot-f32 small: timing", and how many of how many entries are done.
using Progress = std::function<void(size_t done, size_t all, const std::string &what)>;

/// The Wasm variants that a list such as `stock,strict` or `all` means, without doubles. Errors: a name that is none.
Result<std::vector<std::string>> expandVariants(const std::vector<std::string> &names);

/// Measures the corpus. The result has no fingerprint but the engines' versions and flags (`tools`, `flags`). Errors are what makes all of
/// it pointless: an option that is wrong, an engine that does not start, no folder of modules; whatever goes wrong with one module is in
/// `errors`.
Result<Measurements> runBench(const Manifest &manifest, const BenchOptions &options, const std::vector<Engine> &engines,
                              const Progress &progress);

} // namespace nearnative
