// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// SARIF 2.1.0 as GitHub code scanning takes it: what it requires beyond the standard (every result with a place, a fingerprint and a rule
// with its texts) and its limits are those of its documentation, "SARIF support for code scanning".
#include "irdiff/Render.h"

#include "irdiff/Catalogue.h"
#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

using namespace llvm;

namespace irdiff {

namespace {

/// A file with more results is rejected; of those in it, so many are shown.
constexpr size_t resultsAccepted = 25000, resultsShown = 5000;
/// Longer descriptions of rules are rejected.
constexpr size_t longestDescription = 1024;

bool isFinding(Verdict verdict) { return verdict != Verdict::Parity && verdict != Verdict::Better && verdict != Verdict::Unmatched; }

StringRef levelOf(Verdict verdict) { return verdict == Verdict::BothScalar ? "note" : "warning"; }

/// The rule of findings without a cause.
std::string ruleOf(Verdict verdict) { return "VERDICT-" + nameOf(verdict).upper(); }

/// What a verdict says of a loop, with a full stop.
StringRef meaningOf(Verdict verdict) {
  switch (verdict) {
  case Verdict::Lost:
    return "The loop is vectorized natively and scalar on Wasm.";
  case Verdict::InNameOnly:
    return "The loop has vectors on Wasm, but its work is done by scalar calls or lane by lane.";
  case Verdict::LaneEmulated:
    return "The loop gathers, scatters or stores under a mask, which Wasm does lane by lane.";
  case Verdict::MissingIdiom:
    return "A Wasm instruction exists for work of the loop and is not used.";
  case Verdict::Narrow:
    return "The loop is vectorized on both sides, with fewer elements in flight on Wasm than natively at the same vector width.";
  case Verdict::BothScalar:
    return "The loop is vectorized on neither side.";
  case Verdict::Unmatched:
    return "The loop has no counterpart on the other side.";
  case Verdict::Better:
    return "The loop is in better form on Wasm than natively.";
  case Verdict::Parity:
    return "The loop is in the same form on both sides.";
  }
  llvm_unreachable("all verdicts have a meaning");
}

/// Text for a message: braces and links have a meaning there. What has none is left alone, for viewers that show the text as it is.
std::string messageText(StringRef text) {
  std::string result;
  for (const char byte : printable(text)) {
    if (byte == '{' || byte == '}')
      result += byte;
    else if (byte == '(' && !result.empty() && result.back() == ']')
      result.insert(result.size() - 1, 1, '\\');
    result += byte;
  }
  return result;
}

json::Object textOf(StringRef text) { return json::Object{{"text", text.str()}}; }

/// At most `longestDescription` bytes, whole characters.
StringRef shortened(StringRef text) {
  if (text.size() <= longestDescription)
    return text;
  size_t end = longestDescription;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
    --end;
  return text.take_front(end);
}

/// A path as the path of a URI.
std::string percentEncoded(StringRef path) {
  std::string result;
  for (const char byte : path)
    if (isAlnum(byte) || StringRef("/-._~+,=@").contains(byte))
      result += byte;
    else
      result += "%" + utohexstr(static_cast<unsigned char>(byte), /*LowerCase=*/false, 2);
  return result;
}

/// Turns paths of source files into the URIs that results are placed at.
class Places {
public:
  Places() {
    SmallString<256> current;
    if (!sys::fs::current_path(current) && !sys::fs::real_path(current, current))
      folder = std::string(current) + (current.ends_with("/") ? "" : "/");
  }

  /// A file inside the current folder is relative to it; links are resolved, as GitHub asks for.
  json::Object artifact(StringRef path) {
    const auto [entry, isNew] = resolved.try_emplace(path.str());
    if (isNew) {
      SmallString<256> real(path);
      if (path.contains('\0') || sys::fs::real_path(path, real)) {
        real = path;
        sys::path::remove_dots(real, /*remove_dot_dot=*/true);
      }
      entry->second = std::string(real);
    }
    StringRef file = entry->second;
    if (!folder.empty() && file.consume_front(folder))
      return json::Object{{"uri", percentEncoded(file)}, {"uriBaseId", "%SRCROOT%"}};
    if (file.starts_with("/"))
      return json::Object{{"uri", "file://" + percentEncoded(file)}};
    // Relative to a folder that nobody knows, or of another system (`C:\`): the encoding leaves no scheme in it.
    return json::Object{{"uri", percentEncoded(file)}};
  }

  json::Object bases() const {
    if (folder.empty())
      return {};
    return json::Object{{"%SRCROOT%", json::Object{{"uri", "file://" + percentEncoded(folder)}}}};
  }

private:
  std::string folder; ///< ends with a slash; empty when unknown
  std::map<std::string, std::string, std::less<>> resolved;
};

/// GitHub wants all four numbers; of a loop the position of its keyword is known, or nothing.
json::Object regionOf(unsigned line, unsigned column) {
  line = std::max(1u, line);
  column = std::max(1u, column);
  return json::Object{{"startLine", line}, {"startColumn", column}, {"endLine", line}, {"endColumn", column + 1}};
}

json::Object physicalLocation(json::Object artifact, unsigned line, unsigned column) {
  return json::Object{{"artifactLocation", std::move(artifact)}, {"region", regionOf(line, column)}};
}

/// The rules in use, by ID.
class Rules {
public:
  explicit Rules(ArrayRef<const LoopFinding *> loops) {
    for (const LoopFinding *loop : loops) {
      const Verdict verdict = loop->judgement.verdict;
      if (loop->causes.empty())
        levels.try_emplace(ruleOf(verdict), verdict);
      for (const Cause &cause : loop->causes)
        levels.try_emplace(cause.id, std::nullopt);
    }
  }

  size_t indexOf(StringRef id) const { return std::distance(levels.begin(), levels.find(id)); }

  json::Array toJson() const {
    json::Array rules;
    for (const auto &[id, verdict] : levels)
      rules.push_back(verdict ? ofVerdict(id, *verdict) : ofCause(id));
    return rules;
  }

private:
  static json::Object rule(StringRef id, StringRef title, StringRef description, StringRef help, StringRef level) {
    return json::Object{{"id", id},
                        {"name", id},
                        {"shortDescription", textOf(shortened(title))},
                        {"fullDescription", textOf(shortened(description))},
                        {"help", json::Object{{"text", help}, {"markdown", help}}},
                        {"defaultConfiguration", json::Object{{"level", level}}},
                        {"properties", json::Object{{"tags", json::Array{"performance", "webassembly", "vectorization"}},
                                                    {"problem.severity", level == "note" ? "recommendation" : "warning"}}}};
  }

  static json::Object ofVerdict(StringRef id, Verdict verdict) {
    const StringRef meaning = meaningOf(verdict);
    return rule(id, meaning.drop_back(), meaning, meaning, levelOf(verdict));
  }

  static json::Object ofCause(StringRef id) {
    const CausePage *page = findCause(id);
    if (!page)
      return rule(id, id, id, id, "warning");
    return rule(id, page->title, page->remedy, page->text, "warning");
  }

  std::map<std::string, std::optional<Verdict>, std::less<>> levels;
};

/// The same for a loop from build to build, also when code above it moves it.
std::string fingerprintOf(const LoopFinding &loop) {
  const std::string key = loop.function + '\n' + loop.file + '\n' + std::to_string(loop.number);
  return utohexstr(xxh3_64bits(key), /*LowerCase=*/true, 16) + ":1";
}

double rounded(double value) { return std::round(1000.0 * value) / 1000.0; }

json::Object resultOf(const LoopFinding &loop, const Findings &findings, const Rules &rules, Places &places) {
  const Verdict verdict = loop.judgement.verdict;
  const std::string rule = loop.causes.empty() ? ruleOf(verdict) : loop.causes.front().id;
  std::string message = nameOf(verdict).str() + ": " + messageText(loop.judgement.reason);
  if (!loop.causes.empty() && !loop.causes.front().evidence.empty())
    message += "; " + messageText(loop.causes.front().evidence);

  // What has no position is placed at the top of what is known: its source file, or the module where debug info names no real file.
  const bool hasFile = !loop.path.empty() && (loop.line || sys::fs::exists(loop.path));
  const std::string &path = hasFile || findings.wasm.files.empty() ? loop.path : findings.wasm.files.front();
  json::Object location{
      {"physicalLocation", physicalLocation(places.artifact(path), loop.line, loop.column)},
      {"logicalLocations", json::Array{json::Object{{"fullyQualifiedName", printable(loop.function)}, {"kind", "function"}}}}};
  json::Array causes;
  for (const Cause &cause : drop_begin(loop.causes, loop.causes.empty() ? 0 : 1))
    causes.push_back(json::Object{{"id", cause.id}, {"evidence", printable(cause.evidence)}});
  json::Object properties{{"verdict", nameOf(verdict)},
                          {"loopId", printable(loop.id)},
                          {"recoverableCyclesPerElement", rounded(loop.judgement.gap.recoverable())},
                          {"isaCyclesPerElement", rounded(loop.judgement.gap.isa())}};
  if (!causes.empty())
    properties["otherCauses"] = std::move(causes);
  json::Array remarks;
  for (const LoopRemark &remark : loop.remarks)
    remarks.push_back(json::Object{{"kind", remark.kind}, {"pass", printable(remark.pass)}, {"message", printable(remark.message)}});
  if (!remarks.empty())
    properties["remarks"] = std::move(remarks);

  json::Object result{{"ruleId", rule},
                      {"ruleIndex", rules.indexOf(rule)},
                      {"level", levelOf(verdict)},
                      {"message", textOf(message)},
                      {"locations", json::Array{std::move(location)}},
                      {"partialFingerprints", json::Object{{"primaryLocationLineHash", fingerprintOf(loop)}}},
                      {"properties", std::move(properties)}};
  json::Array calls;
  for (const Frame &call : loop.calls)
    calls.push_back(json::Object{{"id", calls.size() + 1},
                                 {"physicalLocation", physicalLocation(places.artifact(call.path), call.line, call.column)},
                                 {"message", textOf("inlined here")}});
  if (!calls.empty())
    result["relatedLocations"] = std::move(calls);
  return result;
}

} // namespace

std::string renderSarif(const Findings &findings) {
  std::vector<const LoopFinding *> order;
  for (const LoopFinding &loop : findings.loops)
    if (isFinding(loop.judgement.verdict))
      order.push_back(&loop);
  // Pointers into one vector last: equals stay in the order of the source.
  std::sort(order.begin(), order.end(), [](const LoopFinding *a, const LoopFinding *b) {
    const auto worth = [](const LoopFinding *loop) { return loop->judgement.gap.recoverable() * loop->heat; };
    return std::tuple(a->judgement.verdict, -worth(a), a) < std::tuple(b->judgement.verdict, -worth(b), b);
  });

  std::vector<std::string> notes = findings.notes;
  if (order.size() > resultsAccepted) {
    notes.push_back("the worst " + std::to_string(resultsAccepted) + " of " + std::to_string(order.size()) +
                    " findings are here: GitHub accepts no more");
    order.resize(resultsAccepted);
  }
  if (order.size() > resultsShown)
    notes.push_back("GitHub shows the first " + std::to_string(resultsShown) + " of these findings");
  const Rules rules(order);
  Places places;

  std::string text;
  raw_string_ostream stream(text);
  json::OStream out(stream, 2);
  // Results one by one: as a whole in memory they take much more than as text.
  const auto writeRun = [&] {
    out.attributeObject("tool", [&] {
      out.attribute("driver", json::Object{{"name", "irdiff"},
                                           {"fullName", "irdiff (nearnative " NEARNATIVE_VERSION ")"},
                                           {"version", NEARNATIVE_VERSION},
                                           {"semanticVersion", NEARNATIVE_VERSION},
                                           {"rules", rules.toJson()}});
    });
    if (json::Object bases = places.bases(); !bases.empty())
      out.attribute("originalUriBaseIds", std::move(bases));
    out.attributeArray("invocations", [&] {
      json::Array notifications;
      for (const std::string &note : notes)
        notifications.push_back(json::Object{{"level", "note"}, {"message", textOf(messageText(note))}});
      out.value(json::Object{{"executionSuccessful", true}, {"toolExecutionNotifications", std::move(notifications)}});
    });
    out.attributeArray("results", [&] {
      for (const LoopFinding *loop : order)
        out.value(resultOf(*loop, findings, rules, places));
    });
  };
  out.object([&] {
    out.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    out.attribute("version", "2.1.0");
    out.attributeArray("runs", [&] { out.object(writeRun); });
  });
  stream << "\n";
  return text;
}

} // namespace irdiff
