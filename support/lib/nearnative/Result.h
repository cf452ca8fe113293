// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Errors of the tools that are not built on LLVM: values that travel up to main, which prints one line and exits 2.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace nearnative {

/// What went wrong, where, and what to do about it: one line, without a trailing newline or full stop.
struct Error {
  std::string message;
};

template <class T> using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(std::string message) { return tl::unexpected<Error>(Error{std::move(message)}); }

} // namespace nearnative
