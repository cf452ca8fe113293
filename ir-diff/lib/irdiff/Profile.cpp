// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Profile.h"

#include "irdiff/Names.h"
#include "irdiff/Reader.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/ProfileData/InstrProfReader.h"
#include "llvm/ProfileData/SampleProfReader.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <algorithm>
#include <cmath>

using namespace llvm;

namespace irdiff {

namespace {

Error failure(StringRef path, const Twine &message) {
  return createStringError(inconvertibleErrorCode(), printable(path) + ": " + message);
}

std::string keyOf(StringRef function, StringRef place) { return (function + "\n" + place).str(); }

std::string placeOf(StringRef file, unsigned line) { return (fileName(file) + ":" + Twine(line)).str(); }

/// Splits at commas that are not inside brackets: C++ names hold some (`f<int, 4>(float*, int)`). Text in double quotes is one field.
SmallVector<StringRef, 4> fieldsOf(StringRef line) {
  SmallVector<StringRef, 4> fields;
  int depth = 0;
  bool quoted = false;
  size_t begin = 0;
  for (size_t i = 0; i <= line.size(); ++i) {
    const char c = i < line.size() ? line[i] : ',';
    quoted ^= c == '"';
    depth += c == '(' || c == '<' || c == '[' ? 1 : c == ')' || c == '>' || c == ']' ? -1 : 0;
    if (i == line.size() || (c == ',' && !quoted && depth <= 0)) {
      fields.push_back(line.slice(begin, i).trim().trim('"'));
      begin = i + 1;
    }
  }
  return fields;
}

} // namespace

void Profile::add(StringRef function, StringRef place, double count) {
  const std::string name = function.empty() ? std::string() : canonicalName(function);
  if (!place.empty()) {
    const auto [file, line] = place.rsplit(':');
    byPlace[keyOf(name, (fileName(file) + ":" + line).str())] += count;
  } else {
    double &known = byFunction[name];
    known = std::max(known, count);
  }
}

Error Profile::readCsv(StringRef path, StringRef text) {
  size_t number = 0;
  while (!text.empty()) {
    auto [line, rest] = text.split('\n');
    text = rest;
    ++number;
    line = line.split('#').first.trim();
    if (line.empty())
      continue;
    const auto fields = fieldsOf(line);
    double count = 0;
    if (fields.size() == 3 && number == 1 && fields[2].equals_insensitive("count"))
      continue; // a heading
    if (fields.size() != 3 || fields[2].getAsDouble(count) || !std::isfinite(count) || count < 0)
      return failure(path, "line " + Twine(number) + ": is not function,file:line,count");
    unsigned lineNumber = 0;
    if (!fields[1].empty() && (!fields[1].contains(':') || fields[1].rsplit(':').second.getAsInteger(10, lineNumber)))
      return failure(path, "line " + Twine(number) + ": " + printable(fields[1]) + " is not file:line");
    add(fields[0], fields[1], count);
  }
  return Error::success();
}

Error Profile::readInstrumentation(StringRef path) {
  const auto files = vfs::getRealFileSystem();
  auto reader = InstrProfReader::create(path, *files);
  if (!reader)
    return failure(path, "is no profile that LLVM " LLVM_VERSION_STRING " can read: " + toString(reader.takeError()));
  for (const NamedInstrProfRecord &record : **reader) {
    const auto hottest = std::max_element(record.Counts.begin(), record.Counts.end());
    // The name of a static function has its file before it.
    const StringRef name = record.Name.contains(';') ? record.Name.rsplit(';').second : record.Name;
    if (hottest != record.Counts.end())
      add(name, "", static_cast<double>(*hottest));
  }
  if ((*reader)->hasError())
    return failure(path, "is damaged: " + toString((*reader)->getError()));
  return Error::success();
}

Error Profile::readSamples(StringRef path) {
  LLVMContext context;
  const auto files = vfs::getRealFileSystem();
  auto reader = sampleprof::SampleProfileReader::create(path.str(), context, *files);
  if (!reader)
    return failure(path, "is no profile that LLVM " LLVM_VERSION_STRING " can read: " + reader.getError().message());
  if (const std::error_code error = (*reader)->read())
    return failure(path, "is damaged: " + error.message());
  for (auto &[id, samples] : (*reader)->getProfiles()) {
    const std::string name = canonicalName(samples.getFunction().stringRef());
    for (const auto &[line, record] : samples.getBodySamples()) {
      double &count = byOffset[keyOf(name, std::to_string(line.LineOffset))];
      count = std::max(count, static_cast<double>(record.getSamples()));
    }
  }
  return Error::success();
}

Expected<Profile> Profile::read(StringRef path) {
  if (Error error = refuseDevice(path))
    return std::move(error);
  auto buffer = MemoryBuffer::getFile(path);
  if (!buffer)
    return failure(path, "cannot be read: " + buffer.getError().message());
  const StringRef bytes = (*buffer)->getBuffer();
  Profile profile;
  const bool isText = !bytes.take_front(256).contains('\0') && json::isUTF8(bytes.take_front(64));
  Error error = isText                                        ? profile.readCsv(path, bytes)
                : IndexedInstrProfReader::hasFormat(**buffer) ? profile.readInstrumentation(path)
                                                              : profile.readSamples(path);
  if (error)
    return error;
  return profile;
}

std::optional<double> Profile::heatOf(const LoopFinding &loop) const {
  const StringRef name = loop.function, withoutParameters = name.split('(').first;
  const std::string place = placeOf(loop.file, loop.line);
  for (const StringRef function : {name, withoutParameters, StringRef()})
    if (const auto found = byPlace.find(keyOf(function, place)); found != byPlace.end())
      return found->second;
  const Function *function = loop.native.function ? loop.native.function : loop.wasm.function;
  const DISubprogram *subprogram = function ? function->getSubprogram() : nullptr;
  if (subprogram && loop.inlinedAt.empty() && loop.line >= subprogram->getLine())
    if (const auto found = byOffset.find(keyOf(name, std::to_string(loop.line - subprogram->getLine()))); found != byOffset.end())
      return found->second;
  for (const StringRef key : {name, withoutParameters})
    if (const auto found = byFunction.find(key); found != byFunction.end())
      return found->second;
  return std::nullopt;
}

size_t Profile::apply(Findings &findings) const {
  size_t known = 0;
  for (LoopFinding &loop : findings.loops) {
    const std::optional<double> heat = heatOf(loop);
    loop.heat = heat.value_or(0);
    known += heat.has_value();
  }
  return known;
}

} // namespace irdiff
