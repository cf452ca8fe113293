// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A deadline for each piece of work that a guest does.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace nearnative::nn {

/// How long a guest may take to end after its deadline, before the process is ended.
inline constexpr std::chrono::milliseconds deadlineGrace{2000};

/// Says that the deadline is over and ends the process at once, with exitDeadline.
[[noreturn]] void abandonAtDeadline(std::chrono::milliseconds limit);

class Deadline {
public:
  /// A piece of work that takes longer than `limit` is ended by `interrupt`, which is called on a thread of its own. When that returns
  /// false, or the work has not ended `grace` later (it hangs in a call that nothing can end), `abandon` is called, which ends the process.
  Deadline(std::chrono::milliseconds limit, std::chrono::milliseconds grace, std::function<bool()> interrupt,
           std::function<void()> abandon);
  ~Deadline();
  Deadline(const Deadline &) = delete;
  Deadline &operator=(const Deadline &) = delete;

  /// A piece of work begins. Cheap enough to be called around what is timed: a lock and a look at the clock.
  void begin();

  /// It has ended. True: because its time was up, or after that. `interrupt` does not run any more when this returns.
  bool end();

private:
  using Clock = std::chrono::steady_clock;
  enum class State { idle, running, expired };
  void watch();

  const std::chrono::milliseconds limit;
  const std::chrono::milliseconds grace;
  const std::function<bool()> interrupt;
  const std::function<void()> abandon;
  std::mutex mutex;
  std::condition_variable changed;
  State state = State::idle;
  bool stopping = false;
  Clock::time_point due;
  std::thread thread; ///< last: it uses all of the above
};

} // namespace nearnative::nn
