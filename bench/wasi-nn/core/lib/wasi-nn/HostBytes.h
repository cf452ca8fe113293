// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What one instance has of the host's memory, against its limit.
#pragma once

#include <cstdint>
#include <utility>

namespace nearnative::nn {

class HostBytes {
public:
  /// 0: no limit.
  explicit HostBytes(uint64_t limit) : limit(limit) {}

  uint64_t used() const { return total; }

  /// A part of the total that goes when its owner goes. The HostBytes it is taken from outlives it.
  class Charge {
  public:
    explicit Charge(HostBytes &from) : from(&from) {}
    Charge(Charge &&other) noexcept : from(other.from), bytes(std::exchange(other.bytes, 0)) {}
    Charge &operator=(Charge &&) = delete;
    ~Charge() { from->total -= bytes; }

    /// False, and nothing changes, when the total would pass the limit.
    bool resize(uint64_t wanted) {
      const uint64_t others = from->total - bytes;
      if (from->limit != 0 && wanted > bytes && (others > from->limit || wanted > from->limit - others))
        return false;
      set(wanted);
      return true;
    }

    /// What is there already and can only be counted. False when the total is above the limit now.
    bool set(uint64_t present) {
      from->total += present - bytes;
      bytes = present;
      return from->limit == 0 || from->total <= from->limit;
    }

  private:
    HostBytes *from;
    uint64_t bytes = 0;
  };

private:
  uint64_t limit, total = 0;
};

} // namespace nearnative::nn
