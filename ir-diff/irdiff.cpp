// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The command line of irdiff: reads two modules, compares them, prints the findings.
#include "irdiff/Catalogue.h"
#include "irdiff/Compile.h"
#include "irdiff/Guard.h"
#include "irdiff/Names.h"
#include "irdiff/Run.h"
#include "nearnative/Files.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>
#include <filesystem>

using namespace llvm;
using namespace irdiff;

namespace {

// Choices are strings, checked here: LLVM prints a wrong enumerator past the stream it is given, and not as one line.
cl::OptionCategory category("irdiff options");
using Text = cl::opt<std::string>;
cl::list<std::string> inputs(cl::Positional, cl::desc("native.ll|.bc wasm.ll|.bc"), cl::cat(category));
cl::opt<bool> versus("vs",
                     cl::desc("the files before it are the native side, those after it the Wasm side: several files form one program"),
                     cl::cat(category));
Text source("compile", cl::desc("compile this C or C++ file for x86-64-v2, x86-64-v3 and wasm32+simd128; clang flags after --"),
            cl::value_desc("FILE"), cl::cat(category));
Text format("format", cl::desc("for people, for machines (nearnative-findings-1), one offline page, for code scanning"), cl::init("text"),
            cl::value_desc("text|json|html|sarif"), cl::cat(category));
Text output("o", cl::desc("write to FILE instead of standard output"), cl::value_desc("FILE"), cl::cat(category));
Text function("function", cl::desc("only loops of functions whose name matches"), cl::value_desc("REGEX"), cl::cat(category));
Text loop("loop", cl::desc("only the loop that begins there"), cl::value_desc("FILE:LINE"), cl::cat(category));
Text only("only", cl::desc("only these verdicts"), cl::value_desc("VERDICT,..."), cl::cat(category));
cl::opt<unsigned> top("top", cl::desc("only the first N loops (text: 8; other formats: all)"), cl::value_desc("N"), cl::cat(category));
Text sorting("sort", cl::desc("by what Wasm could get back (default), by its cost, or as the source stands"), cl::init("gap"),
             cl::value_desc("gap|cost|source"), cl::cat(category));
Text facts("facts",
           cl::desc("generated code, bounds checks and the vectorizers' reasons for no loop, for those shown (default, --top 50), for all"),
           cl::init("top"), cl::value_desc("ir|top|all"), cl::cat(category));
Text profile("profile", cl::desc("how often code runs: CSV of function,file:line,count, or LLVM's .profdata"), cl::value_desc("FILE"),
             cl::cat(category));
cl::list<std::string> records("remarks",
                              cl::desc("what the Wasm passes did and why they refused: clang's optimization record of the Wasm side, YAML "
                                       "or bitstream; may be repeated (--compile makes its own when its flags load a plugin)"),
                              cl::value_desc("FILE"), cl::cat(category));
Text failOn("fail-on", cl::desc("exit 1 when one of these verdicts is found (for CI)"), cl::value_desc("VERDICT,..."), cl::cat(category));
Text baseline("baseline", cl::desc("only what is new since these findings (an earlier --format=json)"), cl::value_desc("FILE"),
              cl::cat(category));
Text explain("explain", cl::desc("show the page of a cause and exit; `list` names all"), cl::value_desc("ID"), cl::cat(category));
cl::list<std::string> tagOptions("tag", cl::desc("add KEY=VALUE to the JSON's tags; may be repeated"), cl::value_desc("KEY=VALUE"),
                                 cl::cat(category));
cl::extrahelp examples(R"(
Verdicts: lost, narrow, in-name-only, lane-emulated, missing-idiom, both-scalar, unmatched, better, parity

Examples:
  irdiff --compile kernel.c -- -ffast-math
  irdiff native.ll wasm.ll
  irdiff native/*.ll --vs wasm/*.ll --format=html -o loops.html
  irdiff native.ll wasm.ll --only lost,narrow --function '^conv' --top 5
  irdiff native.ll wasm.ll --format=json -o today.json
  irdiff native.ll wasm.ll --baseline yesterday.json --fail-on lost,narrow
  irdiff --explain FP-ORDER
  irdiff --compile kernel.c -- -fpass-plugin=NearNativePasses-22.so
  irdiff native.ll wasm.ll --remarks wasm.opt.yaml

The two sides of a file, when irdiff does not compile it:
  clang-22 -O3 -march=x86-64-v2 -fno-math-errno -gline-tables-only -S -emit-llvm x.c -o native.ll
  clang-22 --target=wasm32-wasi -O3 -msimd128 -gline-tables-only -S -emit-llvm x.c -o wasm.ll

Exit status: 0 done, 1 --fail-on matched, 2 bad input or usage.
)");

/// LLVM brings a yes-or-no option of the same name, made when the options are first asked for: it goes before ours can come.
cl::opt<std::string> &colorOption() {
  if (cl::Option *theirs = cl::getRegisteredOptions().lookup("color"))
    theirs->removeArgument();
  static Text color("color", cl::desc("colour in the table (auto: on a terminal)"), cl::init("auto"), cl::value_desc("auto|always|never"),
                    cl::cat(category));
  return color;
}

int fail(const Twine &message) {
  errs() << "irdiff: error: " << message << "\n";
  return 2;
}

Error failure(const Twine &message) { return createStringError(inconvertibleErrorCode(), message); }

/// The value of an option that is one of a few words.
template <class Value> Expected<Value> choice(StringRef option, StringRef word, ArrayRef<std::pair<StringRef, Value>> choices) {
  for (const auto &[name, value] : choices)
    if (name == word)
      return value;
  return failure("--" + option + "=" + printable(word) + " is none of " + join(make_first_range(choices), ", "));
}

Expected<std::set<Verdict>> parseVerdicts(StringRef option, StringRef words) {
  std::set<Verdict> verdicts;
  SmallVector<StringRef, 4> parts;
  words.split(parts, ',', -1, /*KeepEmpty=*/false);
  for (const StringRef word : parts) {
    const std::optional<Verdict> verdict = verdictNamed(word.trim());
    if (!verdict)
      return failure("--" + option + "=" + printable(words) + ": " + printable(word) + " is no verdict (irdiff --help names them)");
    verdicts.insert(*verdict);
  }
  return verdicts;
}

Error parseTags(Request &request) {
  for (const std::string &tag : tagOptions) {
    const auto [key, value] = StringRef(tag).split('=');
    if (key.empty() || key.size() == tag.size())
      return failure("--tag=" + printable(tag) + " is not KEY=VALUE");
    request.tags[key.str()] = value.str();
  }
  return Error::success();
}

Error parseFilter(Filter &filter) {
  filter.function = function;
  if (loop.getNumOccurrences()) {
    const auto [file, line] = StringRef(loop).rsplit(':');
    if (file.empty() || line.getAsInteger(10, filter.line) || !filter.line)
      return failure("--loop=" + printable(loop) + " is not FILE:LINE");
    filter.file = file.str();
  }
  auto verdicts = parseVerdicts("only", only);
  if (!verdicts)
    return verdicts.takeError();
  filter.only = std::move(*verdicts);
  return Error::success();
}

/// Which files are which side, by their place on the command line.
Error parseSides(Request &request) {
  if (!versus) {
    if (inputs.size() != 2)
      return failure("give two files, the native module and the Wasm module, or --vs between several (irdiff --help)");
    request.native = {inputs[0]};
    request.wasm = {inputs[1]};
    return Error::success();
  }
  for (size_t i = 0; i < inputs.size(); ++i)
    (inputs.getPosition(static_cast<unsigned>(i)) < versus.getPosition() ? request.native : request.wasm).push_back(inputs[i]);
  if (request.native.empty() || request.wasm.empty())
    return failure("--vs needs native files before it and Wasm files after it");
  return Error::success();
}

bool useColor(StringRef when) {
  if (when == "auto")
    return output.empty() && sys::Process::StandardOutHasColors() && !std::getenv("NO_COLOR");
  return when == "always";
}

Expected<Request> parseRequest(StringRef when) {
  Request request;
  std::string problem; // the first one
  const auto check = [&](Error error) {
    std::string text = error ? toString(std::move(error)) : "";
    if (problem.empty())
      problem = std::move(text);
  };
  const auto set = [&](auto &field, auto value) {
    if (value)
      field = std::move(*value);
    check(value.takeError());
  };
  bool colored = false;
  set(request.format,
      choice<Format>("format", format, {{"text", Format::Text}, {"json", Format::Json}, {"html", Format::Html}, {"sarif", Format::Sarif}}));
  set(colored, choice<bool>("color", when, {{"auto", true}, {"always", true}, {"never", false}}));
  set(request.sort, choice<SortBy>("sort", sorting, {{"gap", SortBy::Gap}, {"cost", SortBy::Cost}, {"source", SortBy::Source}}));
  set(request.facts,
      choice<FactsFor>("facts", facts, {{"ir", FactsFor::NoLoop}, {"top", FactsFor::TopLoops}, {"all", FactsFor::AllLoops}}));
  set(request.failOn, parseVerdicts("fail-on", failOn));
  check(parseTags(request));
  check(parseFilter(request.filter));
  if (!problem.empty())
    return failure(problem);
  if (top.getNumOccurrences() && top == 0)
    return failure("--top=0 shows nothing; give 1 or more");
  request.color = colored && useColor(when);
  request.top = top;
  request.profile = profile;
  request.remarks.assign(records.begin(), records.end());
  request.baseline = baseline;
  if (source.empty())
    if (Error error = parseSides(request))
      return std::move(error);
  return request;
}

/// Shows on a terminal what is being done, on a line that goes away.
class ProgressLine {
public:
  ProgressLine() : isShown(sys::Process::StandardErrIsDisplayed()) {}
  ~ProgressLine() { show(""); }
  void show(StringRef text) const {
    if (isShown)
      errs() << "\r\x1b[K" << text;
  }

private:
  bool isShown;
};

int runAndWrite(Request request, StringRef folder, const ReportProgress &progress) {
  initializeTargets();
  Expected<Report> report = failure("");
  {
    const ProgressLine line;
    const Doing doing = [&](const std::string &step, const std::string &ifItCrashes) {
      line.show("irdiff: " + printable(step) + " ...");
      progress(ifItCrashes);
    };
    consumeError(report.takeError());
    if (!source.empty()) {
      doing("compiling " + source, "compiling " + source + " crashed");
      auto files = compileForAllTargets(source, std::vector<std::string>(inputs.begin(), inputs.end()), folder);
      if (!files)
        report = files.takeError();
      else {
        request.native = {files->native}, request.wasm = {files->wasm}, request.wider = {files->wider}, request.source = source;
        if (!files->remarks.empty())
          request.remarks.push_back(files->remarks);
      }
    }
    if (!request.native.empty())
      report = run(request, doing);
  }
  if (!report)
    return fail(toString(report.takeError()));

  if (output.empty() || output == "-" || output == "/dev/stdout") {
    outs() << report->text;
    outs().flush();
    if (const std::error_code error = outs().error()) {
      outs().clear_error();
      return fail("cannot write to standard output: " + error.message());
    }
    return report->failed ? 1 : 0;
  }
  // A file is replaced as a whole, a link to one must not be: what it points to is.
  std::error_code noLink;
  const std::filesystem::path target = std::filesystem::canonical(output.getValue(), noLink);
  if (const auto written = nearnative::writeFile(noLink ? std::filesystem::path(output.getValue()) : target, report->text); !written)
    return fail(printable(written.error().message));
  return report->failed ? 1 : 0;
}

int explainCause(StringRef id) {
  if (id == "list") {
    for (const CausePage &page : catalogue())
      outs() << left_justify(page.id, 16) << " " << page.title << "\n";
    return 0;
  }
  const CausePage *page = findCause(id);
  if (!page)
    return fail("--explain=" + printable(id) + ": no such cause; --explain list names all");
  outs() << page->text;
  return 0;
}

} // namespace

int main(int argc, char **argv) {
  const InitLLVM init(argc, argv);
  const cl::opt<std::string> &color = colorOption();
  cl::HideUnrelatedOptions(category);
  cl::SetVersionPrinter(
      [](raw_ostream &stream) { stream << "irdiff (nearnative " NEARNATIVE_VERSION ", LLVM " LLVM_VERSION_STRING ")\n"; });
  std::string problems;
  raw_string_ostream stream(problems);
  if (!cl::ParseCommandLineOptions(argc, argv, "irdiff: what WebAssembly lost against native code, loop by loop\n", &stream))
    return fail(printable(StringRef(problems).trim().split('\n').first));
  if (!explain.empty())
    return explainCause(explain);
  auto request = parseRequest(color);
  if (!request)
    return fail(toString(request.takeError()));

  // Made here and not in the child process, so that it goes whatever becomes of that.
  SmallString<128> folder;
  if (!source.empty())
    if (const std::error_code error = sys::fs::createUniqueDirectory("irdiff", folder))
      return fail("cannot make a temporary folder: " + error.message());
  const GuardResult result = runGuarded([&](const ReportProgress &progress) { return runAndWrite(std::move(*request), folder, progress); });
  if (!folder.empty())
    if (const std::error_code error = sys::fs::remove_directories(folder))
      errs() << "irdiff: warning: cannot remove " << folder << ": " << error.message() << "\n";
  if (result.crashed)
    return fail(printable(result.doing) + " (" + printable(result.message) + ")");
  return result.exitCode;
}
