// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The command line of irdiff: reads two modules, compares them, prints the findings.
#include "irdiff/Findings.h"
#include "irdiff/Guard.h"
#include "irdiff/Names.h"
#include "irdiff/Reader.h"
#include "irdiff/Render.h"
#include "nearnative/Files.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
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
cl::list<std::string> inputs(cl::Positional, cl::desc("native.ll|.bc wasm.ll|.bc"), cl::cat(category));
cl::opt<std::string> format("format", cl::desc("a table for people (default), or nearnative-findings-1 for machines"), cl::init("text"),
                            cl::value_desc("text|json"), cl::cat(category));
cl::opt<std::string> output("o", cl::desc("write to FILE instead of standard output"), cl::value_desc("FILE"), cl::cat(category));
cl::list<std::string> tagOptions("tag", cl::desc("add KEY=VALUE to the JSON's tags; may be repeated"), cl::value_desc("KEY=VALUE"),
                                 cl::cat(category));
cl::extrahelp examples(R"(
Examples:
  clang-22 -O3 -march=x86-64-v2 -gline-tables-only -S -emit-llvm x.c -o native.ll
  clang-22 --target=wasm32-wasi -O3 -msimd128 -gline-tables-only -S -emit-llvm x.c -o wasm.ll
  irdiff native.ll wasm.ll
  irdiff native.ll wasm.ll --format=json --tag kernel=x -o findings.json

Exit status: 0 done, 2 bad input or usage.
)");

/// LLVM brings a yes-or-no option of the same name, made when the options are first asked for: it goes before ours can come.
cl::opt<std::string> &colorOption() {
  if (cl::Option *theirs = cl::getRegisteredOptions().lookup("color"))
    theirs->removeArgument();
  static cl::opt<std::string> color("color", cl::desc("colour in the table (auto: on a terminal)"), cl::init("auto"),
                                    cl::value_desc("auto|always|never"), cl::cat(category));
  return color;
}

int fail(const Twine &message) {
  errs() << "irdiff: error: " << message << "\n";
  return 2;
}

Expected<std::map<std::string, std::string>> parseTags() {
  std::map<std::string, std::string> tags;
  for (const std::string &tag : tagOptions) {
    const auto [key, value] = StringRef(tag).split('=');
    if (key.empty() || key.size() == tag.size())
      return createStringError(inconvertibleErrorCode(), "--tag=" + printable(tag) + " is not KEY=VALUE");
    tags[key.str()] = value.str();
  }
  return tags;
}

Error checkChoice(StringRef option, StringRef value, ArrayRef<StringRef> choices) {
  if (is_contained(choices, value))
    return Error::success();
  return createStringError(inconvertibleErrorCode(), "--" + option + "=" + printable(value) + " is none of " + join(choices, ", "));
}

bool useColor(StringRef color) {
  if (color == "auto")
    return output.empty() && sys::Process::StandardOutHasColors() && !std::getenv("NO_COLOR");
  return color == "always";
}

Expected<std::string> run(StringRef color, const ReportProgress &progress) {
  if (Error error = checkChoice("format", format, {"text", "json"}))
    return error;
  if (Error error = checkChoice("color", color, {"auto", "always", "never"}))
    return error;
  auto tags = parseTags();
  if (!tags)
    return tags.takeError();
  initializeTargets();
  LLVMContext context;
  const auto readSide = [&](ArrayRef<std::string> files) -> Expected<Program> {
    Program program;
    for (const std::string &file : files) {
      progress(file + ": crashed LLVM's reader; is it damaged? Try opt-22 -passes=verify on it");
      const SilentStandardError silence;
      auto module = readModule(file, context);
      if (!module)
        return module.takeError();
      program.files.push_back(file);
      program.modules.push_back(std::move(*module));
    }
    return program;
  };
  auto native = readSide(inputs[0]);
  if (!native)
    return native.takeError();
  auto wasm = readSide(inputs[1]);
  if (!wasm)
    return wasm.takeError();
  if (Error error = checkSides(*native, *wasm))
    return error;
  progress("comparing " + inputs[0] + " and " + inputs[1] + " crashed; please report it with both files");
  Findings findings = compare(*native, *wasm, std::move(*tags));
  std::vector<LoopFinding *> loops;
  for (LoopFinding &loop : findings.loops)
    loops.push_back(&loop);
  addBounds(loops);
  addCausesFromVectorizer(loops);
  return format == "json" ? renderJson(findings) : renderText(findings, useColor(color));
}

int runAndWrite(StringRef color, const ReportProgress &progress) {
  Expected<std::string> text = run(color, progress);
  if (!text)
    return fail(toString(text.takeError()));
  if (output.empty() || output == "-" || output == "/dev/stdout") {
    outs() << *text;
    outs().flush();
    if (const std::error_code error = outs().error()) {
      outs().clear_error();
      return fail("cannot write to standard output: " + error.message());
    }
    return 0;
  }
  // A file is replaced as a whole, a link to one must not be: what it points to is.
  std::error_code noLink;
  const std::filesystem::path target = std::filesystem::canonical(output.getValue(), noLink);
  if (const auto written = nearnative::writeFile(noLink ? std::filesystem::path(output.getValue()) : target, *text); !written)
    return fail(printable(written.error().message));
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
  if (inputs.size() != 2)
    return fail("give two files, the native module and the Wasm module (irdiff --help)");

  const GuardResult result = runGuarded([&](const ReportProgress &progress) { return runAndWrite(color.getValue(), progress); });
  if (result.crashed)
    return fail(printable(result.doing) + " (" + printable(result.message) + ")");
  return result.exitCode;
}
