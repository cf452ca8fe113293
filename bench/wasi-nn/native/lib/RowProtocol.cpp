// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "RowProtocol.h"

#include "Fingerprint.h"
#include "LineServer.h"

#include <charconv>
#include <chrono>
#include <fstream>
#include <utility>
#include <vector>

namespace nearnative::nn {

namespace {

/// More are several `infer`: their times must fit one line.
constexpr int32_t mostInferences = 100000;

class Session {
public:
  explicit Session(Row &row) : row(row) {}
  ~Session() { close(); }
  Session(const Session &) = delete;
  Session &operator=(const Session &) = delete;

  std::vector<LineCommand> commands() {
    return {{"open", 0, [this](const Fields &) { return open(); }},
            {"infer", 1, [this](const Fields &fields) { return infer(fields[1]); }},
            {"output", 1, [this](const Fields &fields) { return output(fields[1]); }},
            {"memory", 0, [this](const Fields &) { return memory(); }}};
  }

private:
  void close() {
    if (std::exchange(isOpen, false))
      row.close();
    hasOutputs = false;
  }

  Result<std::string> open() {
    close();
    const auto times = row.open();
    if (!times)
      return tl::unexpected(times.error());
    isOpen = true;
    return nlohmann::json{{"read", times->read},
                          {"compile", times->compile},
                          {"instantiate", times->instantiate},
                          {"open", times->open},
                          {"cached", times->cached}}
        .dump();
  }

  Result<std::string> infer(const std::string &field) {
    const auto count = numberField(field);
    if (!count)
      return tl::unexpected(count.error());
    if (*count < 1 || *count > mostInferences)
      return failure("infer takes 1 to " + std::to_string(mostInferences) + " inferences, not " + field);
    if (!isOpen)
      return failure("no application is open; send open first");
    // An allocation between two clock readings would be measured with the first inferences.
    std::array<std::vector<int64_t>, stages.size()> times;
    for (auto &list : times)
      list.reserve(static_cast<size_t>(*count));
    hasOutputs = false;
    for (int32_t index = 0; index < *count; ++index)
      for (size_t stage = 0; stage < stages.size(); ++stage) {
        const int64_t start = nanoseconds();
        const auto done = row.run(stages[stage]);
        const int64_t end = nanoseconds();
        if (!done)
          return failure("inference " + std::to_string(index + 1) + ": " + done.error().message);
        times[stage].push_back(end - start);
      }
    hasOutputs = true;
    nlohmann::json answer;
    for (size_t stage = 0; stage < stages.size(); ++stage)
      answer[std::string(exportName(stages[stage])).substr(std::string_view("stage_").size())] = times[stage];
    return answer.dump();
  }

  Result<std::string> output(const std::string &path) {
    if (!hasOutputs)
      return failure("there is no inference to take outputs of; send infer first");
    const auto written = writeNewFile(path, [this](int file) { return writeOutputs(file); });
    if (!written)
      return tl::unexpected(written.error());
    return std::to_string(*written);
  }

  Result<uint64_t> writeOutputs(int file) {
    const auto count = row.outputCount();
    if (!count)
      return tl::unexpected(count.error());
    // A model has a handful of outputs; a count beyond that is an application that is not ours.
    if (*count < 0 || *count > 1000)
      return failure("stage_output_count returned " + std::to_string(*count));
    uint64_t total = 0;
    for (int32_t index = 0; index < *count; ++index) {
      const auto bytes = row.output(index);
      if (!bytes)
        return tl::unexpected(bytes.error());
      if (auto written = writeBytes(file, bytes->data(), bytes->size()); !written)
        return tl::unexpected(written.error());
      total += bytes->size();
    }
    return total;
  }

  Result<std::string> memory() {
    const auto peak = peakResidentBytes();
    if (!peak)
      return tl::unexpected(peak.error());
    const auto pages = isOpen ? row.guestPages() : std::nullopt;
    return nlohmann::json{{"peak_rss_bytes", *peak}, {"guest_pages", pages ? nlohmann::json(*pages) : nlohmann::json()}}.dump();
  }

  Row &row;
  bool isOpen = false;
  bool hasOutputs = false;
};

} // namespace

const char *exportName(Stage stage) {
  switch (stage) {
  case Stage::preprocess:
    return "stage_preprocess";
  case Stage::setInput:
    return "stage_set_input";
  case Stage::compute:
    return "stage_compute";
  case Stage::getOutput:
    return "stage_get_output";
  case Stage::postprocess:
    return "stage_postprocess";
  }
  return "";
}

Result<void> checkResult(const char *name, int32_t result, const std::string &detail) {
  if (result == 0)
    return {};
  return failure(std::string(name) + " returned " + std::to_string(result) + (detail.empty() ? "" : ": " + detail));
}

Result<void> addBackend(nlohmann::json &greeting, const nn_backend &backend) {
  const auto hash = sha256OfFile(backend.library);
  if (!hash)
    return tl::unexpected(hash.error());
  greeting["backend"] = backend.name;
  greeting["library"] = backend.library;
  greeting["library_version"] = backend.library_version;
  greeting["library_sha256"] = *hash;
  return {};
}

int64_t nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Result<uint64_t> peakResidentBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("VmHWM:"))
      continue;
    const size_t digits = line.find_first_of("0123456789");
    uint64_t kilobytes = 0;
    if (digits != std::string::npos && std::from_chars(line.data() + digits, line.data() + line.size(), kilobytes).ec == std::errc())
      return kilobytes * 1024;
  }
  return failure("/proc/self/status does not say VmHWM; is /proc mounted?");
}

int serveRow(Row &row, const std::string &name, const nlohmann::json &greeting) {
  Session session(row);
  return serveLines(name, "ready\t" + greeting.dump(), session.commands());
}

} // namespace nearnative::nn
