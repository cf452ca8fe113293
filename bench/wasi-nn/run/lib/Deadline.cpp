// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Deadline.h"

#include "RunOptions.h"

#include <algorithm>
#include <string>
#include <unistd.h>

namespace nearnative::nn {

namespace {

constexpr std::chrono::milliseconds repetition{50};

} // namespace

void abandonAtDeadline(std::chrono::milliseconds limit) {
  // No clean-up: the thread that would have to do it hangs.
  const std::string line = std::string(programName) + ": error: the deadline of " + std::to_string(limit.count()) +
                           " ms is over, and what runs cannot be ended; the process is\n";
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) {
    // there is nobody left to tell
  }
  ::_exit(exitDeadline);
}

Deadline::Deadline(std::chrono::milliseconds limit, std::chrono::milliseconds grace, std::function<bool()> interrupt,
                   std::function<void()> abandon)
    : limit(limit), grace(grace), interrupt(std::move(interrupt)), abandon(std::move(abandon)), thread([this] { watch(); }) {}

Deadline::~Deadline() {
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  changed.notify_one();
  thread.join();
}

void Deadline::begin() {
  const std::lock_guard lock(mutex);
  state = State::running;
  due = Clock::now() + limit;
}

bool Deadline::end() {
  const std::lock_guard lock(mutex);
  const bool expired = state == State::expired;
  state = State::idle;
  if (expired)
    changed.notify_one();
  return expired;
}

void Deadline::watch() {
  std::unique_lock lock(mutex);
  while (!stopping) {
    // Nobody wakes this thread when work begins, which would cost: work that begins while it sleeps is due after it wakes.
    if (state != State::running) {
      changed.wait_for(lock, limit);
      continue;
    }
    if (Clock::now() < due) {
      changed.wait_until(lock, due);
      continue;
    }
    state = State::expired;
    const auto giveUp = Clock::now() + grace;
    const auto isOver = [this] { return state != State::expired || stopping; };
    bool over = false;
    // A library misses what comes in the moment before it starts: it is told again.
    while (!over && interrupt() && Clock::now() < giveUp)
      over = changed.wait_for(lock, std::min(grace, repetition), isOver);
    if (!over)
      abandon();
  }
}

} // namespace nearnative::nn
