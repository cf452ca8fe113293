// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nearnative-opt: LLVM's optimizer with the passes linked in, for toolchains that cannot load the plugin.
#include "NearNativePasses.h"
#include "Options.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LLVMRemarkStreamer.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Passes/StandardInstrumentations.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

#include <memory>
#include <optional>

using namespace llvm;

namespace {

cl::OptionCategory category("nearnative-opt");
cl::opt<std::string> inputOption(cl::Positional, cl::desc("<input .bc or .ll, - for stdin>"), cl::init("-"), cl::cat(category));
cl::opt<std::string> outputOption("o", cl::desc("Where the result goes (default: stdout)"), cl::value_desc("file"), cl::init("-"),
                                  cl::cat(category));
cl::opt<bool> textOption("S", cl::desc("Write LLVM assembly instead of bitcode"), cl::cat(category));
cl::opt<bool> noOutputOption("disable-output", cl::desc("Write nothing"), cl::cat(category));
cl::opt<char> levelOption("O", cl::desc("The default pipeline of this level: 0, 1, 2, 3 (default), s or z"), cl::Prefix, cl::init('3'),
                          cl::cat(category));
cl::opt<std::string> passesOption("passes", cl::desc("This pipeline instead, in the syntax of opt"), cl::value_desc("pipeline"),
                                  cl::cat(category));
cl::opt<std::string> remarksOption("pass-remarks-output", cl::desc("Where optimization remarks go, as YAML"), cl::value_desc("file"),
                                   cl::cat(category));

constexpr const char *overview = R"(optimizes LLVM IR with nearnative's passes for wasm32 with simd128 linked in

examples:
  nearnative-opt in.bc -o out.bc                             -O3 with the passes at their places
  nearnative-opt in.ll -S -o - -passes='wasm-minmax'         one pass
  nearnative-opt in.ll -passes='print<wasm-loop-shape>' --disable-output
)";

Error failure(const Twine &message) { return createStringError(inconvertibleErrorCode(), message); }

std::optional<OptimizationLevel> optimizationLevel(char letter) {
  switch (letter) {
  case '0':
    return OptimizationLevel::O0;
  case '1':
    return OptimizationLevel::O1;
  case '2':
    return OptimizationLevel::O2;
  case '3':
    return OptimizationLevel::O3;
  case 's':
    return OptimizationLevel::Os;
  case 'z':
    return OptimizationLevel::Oz;
  default:
    return std::nullopt;
  }
}

/// A valid module from bitcode or assembly.
Expected<std::unique_ptr<Module>> readModule(StringRef path, LLVMContext &context) {
  SMDiagnostic diagnostic;
  std::unique_ptr<Module> module = parseIRFile(path, diagnostic, context);
  if (!module) {
    const std::string line = diagnostic.getLineNo() > 0 ? ":" + std::to_string(diagnostic.getLineNo()) : std::string();
    return failure(path + line + ": " + diagnostic.getMessage() + "; give bitcode or assembly of LLVM " + Twine(LLVM_VERSION_MAJOR));
  }
  std::string problem;
  raw_string_ostream stream(problem);
  if (verifyModule(*module, &stream))
    return failure(path + ": not a valid module: " + StringRef(problem).split('\n').first);
  return module;
}

/// The machine that the module is for; null if the module does not say.
Expected<std::unique_ptr<TargetMachine>> targetMachine(const Module &module) {
  const Triple &triple = module.getTargetTriple();
  if (triple.empty())
    return nullptr;
  std::string problem;
  const Target *target = TargetRegistry::lookupTarget(triple, problem);
  if (!target)
    return failure(module.getModuleIdentifier() + ": " + problem);
  return std::unique_ptr<TargetMachine>(target->createTargetMachine(triple, "", "", {}, std::nullopt));
}

Error optimize(Module &module, TargetMachine *machine, StringRef pipeline, OptimizationLevel level) {
  PipelineTuningOptions tuning; // as clang sets them
  tuning.LoopVectorization = tuning.SLPVectorization = level.getSpeedupLevel() > 1 && level.getSizeLevel() < 2;
  PassInstrumentationCallbacks callbacks;
  StandardInstrumentations instrumentations(module.getContext(), /*DebugLogging=*/false);
  PassBuilder builder(machine, tuning, std::nullopt, &callbacks);
  std::string problem;
  nearnative::registerPasses(builder, [&](Error error) { problem = toString(std::move(error)); });

  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager components;
  ModuleAnalysisManager modules;
  instrumentations.registerCallbacks(callbacks, &modules);
  functions.registerPass([&] { return TargetLibraryAnalysis(TargetLibraryInfoImpl(module.getTargetTriple())); });
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);

  ModulePassManager passes;
  if (!pipeline.empty()) {
    if (Error error = builder.parsePassPipeline(passes, pipeline)) {
      std::string generic = toString(std::move(error));
      return failure("-passes: " + (problem.empty() ? generic : problem));
    }
  } else if (level == OptimizationLevel::O0) {
    passes = builder.buildO0DefaultPipeline(level);
  } else {
    passes = builder.buildPerModuleDefaultPipeline(level);
  }
  passes.run(module, modules);
  std::string invalid;
  raw_string_ostream stream(invalid);
  if (verifyModule(module, &stream))
    return failure("the pipeline made an invalid module: " + StringRef(invalid).split('\n').first);
  return Error::success();
}

/// Writes `bytes` so that the file appears whole or not at all; "-" and devices are written to directly.
Error writeOutput(StringRef path, StringRef bytes) {
  auto write = [&](raw_fd_ostream &stream) -> Error {
    stream << bytes;
    stream.flush();
    const std::error_code problem = stream.error();
    stream.clear_error();
    return problem ? failure(path + ": cannot write: " + problem.message()) : Error::success();
  };
  if (path == "-")
    return write(outs());
  sys::fs::file_status status;
  if (!sys::fs::status(path, status) && !sys::fs::is_regular_file(status)) {
    if (sys::fs::is_directory(status))
      return failure(path + ": cannot write: is a directory");
    std::error_code problem;
    raw_fd_ostream stream(path, problem, sys::fs::CD_OpenExisting);
    return problem ? failure(path + ": cannot write: " + problem.message()) : write(stream);
  }
  Expected<sys::fs::TempFile> file = sys::fs::TempFile::create(path + ".%%%%%%.tmp");
  if (!file)
    return failure(path + ": cannot write: " + toString(file.takeError()));
  Error problem = Error::success();
  {
    raw_fd_ostream stream(file->FD, /*shouldClose=*/false);
    problem = write(stream);
  }
  if (problem)
    return joinErrors(std::move(problem), file->discard());
  return file->keep(path);
}

Error run() {
  const std::optional<OptimizationLevel> level = optimizationLevel(levelOption);
  if (!level)
    return failure(Twine("-O") + Twine(levelOption.getValue()) + ": unknown level; use 0, 1, 2, 3, s or z");
  if (!textOption && !noOutputOption && outputOption == "-" && sys::Process::StandardOutIsDisplayed())
    return failure("bitcode is not written to a terminal; use -o FILE or -S");

  LLVMContext context;
  Expected<std::unique_ptr<Module>> module = readModule(inputOption, context);
  if (!module)
    return module.takeError();
  Expected<std::unique_ptr<TargetMachine>> machine = targetMachine(**module);
  if (!machine)
    return machine.takeError();
  if (*machine && (*module)->getDataLayoutStr().empty())
    (*module)->setDataLayout((*machine)->createDataLayout()); // as opt does
  Expected<LLVMRemarkFileHandle> remarks = setupLLVMOptimizationRemarks(context, remarksOption, "", "yaml", /*RemarksWithHotness=*/false);
  if (!remarks)
    return remarks.takeError();
  if (Error error = optimize(**module, machine->get(), passesOption, *level))
    return error;
  if (*remarks)
    (*remarks)->keep();
  if (noOutputOption)
    return Error::success();
  std::string bytes;
  raw_string_ostream stream(bytes);
  if (textOption)
    (*module)->print(stream, nullptr);
  else
    WriteBitcodeToFile(**module, stream);
  return writeOutput(outputOption, bytes);
}

} // namespace

int main(int argc, char **argv) {
  const InitLLVM init(argc, argv);
  InitializeAllTargetInfos();
  InitializeAllTargets();
  InitializeAllTargetMCs();
  cl::HideUnrelatedOptions({&category, &nearnative::optionCategory()});
  cl::SetVersionPrinter([](raw_ostream &stream) { stream << "nearnative-opt " NEARNATIVE_VERSION " (LLVM " LLVM_VERSION_STRING ")\n"; });
  std::string usage;
  raw_string_ostream usageStream(usage);
  if (!cl::ParseCommandLineOptions(argc, argv, overview, &usageStream)) {
    // A wrong value of a known option has been reported by the option itself.
    if (!usage.empty())
      errs() << "nearnative-opt: error: " << StringRef(usage).split(": ").second.split('\n').first << '\n';
    return 2;
  }
  if (Error error = run()) {
    errs() << "nearnative-opt: error: " << toString(std::move(error)) << '\n';
    return 2;
  }
  return 0;
}
