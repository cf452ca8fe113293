// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "RowProcess.h"

#include "nearnative/Files.h"

#include <atomic>
#include <cmath>

namespace nearnative::nn {

namespace {

using nlohmann::json;
using report::endToEnd;
using report::phaseNames;

json parseObject(const std::string &text) {
  json value = json::parse(text, nullptr, /*allow_exceptions=*/false);
  return value.is_object() ? value : json();
}

/// A member that is nanoseconds.
bool readTime(const json &object, const char *key, double &value) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number())
    return false;
  value = found->get<double>();
  return std::isfinite(value) && value >= 0;
}

} // namespace

Result<RowProcess> RowProcess::start(const std::vector<std::string> &command, std::chrono::milliseconds timeout) {
  const auto begin = std::chrono::steady_clock::now();
  auto child = LineProcess::start(command);
  if (!child)
    return tl::unexpected(child.error());
  RowProcess row(std::move(*child), timeout);
  auto line = row.process.readLine(timeout);
  row.started = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
  const std::string name = std::filesystem::path(command.front()).filename().string();
  if (!line)
    return failure(name + " " + line.error().message);
  const std::string ready = "ready\t";
  row.said = line->starts_with(ready) ? parseObject(line->substr(ready.size())) : json();
  if (row.said.is_null())
    return failure(name + " greets with '" + line->substr(0, 80) + "', which is not this protocol");
  return row;
}

Result<std::string> RowProcess::send(const std::string &line) {
  auto written = process.writeLine(line);
  auto answer = written ? process.readLine(timeout) : Result<std::string>(tl::unexpected(written.error()));
  if (!answer)
    return failure("its process " + answer.error().message);
  if (*answer == "ok")
    return std::string();
  if (answer->starts_with("ok\t"))
    return answer->substr(3);
  if (answer->starts_with("error\t"))
    return failure(answer->substr(6));
  process.end();
  return failure("its process answered '" + answer->substr(0, 80) + "'");
}

Result<json> RowProcess::sendForJson(const std::string &line) {
  auto answer = send(line);
  if (!answer)
    return tl::unexpected(answer.error());
  json value = parseObject(*answer);
  if (value.is_null()) {
    process.end();
    return failure("its process answered '" + answer->substr(0, 80) + "' where JSON was due");
  }
  return value;
}

Result<report::ColdStart> RowProcess::open() {
  const auto answer = sendForJson("open");
  if (!answer)
    return tl::unexpected(answer.error());
  report::ColdStart times;
  if (!readTime(*answer, "read", times.read) || !readTime(*answer, "compile", times.compile) ||
      !readTime(*answer, "instantiate", times.instantiate) || !readTime(*answer, "open", times.open))
    return failure("its process did not say what the steps of opening took: " + answer->dump().substr(0, 120));
  times.cached = answer->value("cached", json()) == json(true);
  return times;
}

Result<std::map<std::string, std::vector<double>>> RowProcess::infer(int count) {
  const auto answer = sendForJson("infer\t" + std::to_string(count));
  if (!answer)
    return tl::unexpected(answer.error());
  std::map<std::string, std::vector<double>> times;
  std::vector<double> &sums = times[endToEnd];
  sums.resize(static_cast<size_t>(count));
  for (const char *phase : phaseNames) {
    const auto list = answer->find(phase);
    if (list == answer->end() || !list->is_array() || list->size() != sums.size())
      return failure("its process gave no " + std::to_string(count) + " times of " + phase);
    std::vector<double> &samples = times[phase];
    for (size_t index = 0; index < sums.size(); ++index) {
      const json &sample = (*list)[index];
      if (!sample.is_number() || !(sample.get<double>() >= 0) || !std::isfinite(sample.get<double>()))
        return failure(std::string("its process gave a time of ") + phase + " that is none: " + sample.dump().substr(0, 40));
      samples.push_back(sample.get<double>());
      sums[index] += samples.back();
    }
  }
  for (double &sum : sums)
    sum = std::max(sum, 1.0); // a clock may stand still over an inference that does nothing; statistics need times above 0
  return times;
}

Result<std::string> RowProcess::output(const std::filesystem::path &scratch) {
  static std::atomic<int> count = 0;
  const std::filesystem::path file = scratch / ("output-" + std::to_string(count++));
  const auto answer = send("output\t" + file.string());
  if (!answer)
    return tl::unexpected(answer.error());
  auto bytes = readFile(file);
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  if (!bytes)
    return bytes;
  if (std::to_string(bytes->size()) != *answer)
    return failure("its process announced " + answer->substr(0, 20) + " bytes of outputs and wrote " + std::to_string(bytes->size()) +
                   "; is the disk of " + scratch.string() + " full?");
  return bytes;
}

Result<RowProcess::Memory> RowProcess::memory() {
  const auto answer = sendForJson("memory");
  if (!answer)
    return tl::unexpected(answer.error());
  const auto peak = answer->find("peak_rss_bytes");
  if (peak == answer->end() || !peak->is_number_unsigned())
    return failure("its process did not say its memory: " + answer->dump().substr(0, 120));
  Memory memory{peak->get<uint64_t>(), std::nullopt};
  if (const auto pages = answer->find("guest_pages"); pages != answer->end() && pages->is_number_unsigned())
    memory.guestPages = pages->get<uint64_t>();
  return memory;
}

} // namespace nearnative::nn
