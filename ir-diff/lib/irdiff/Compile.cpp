// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Compile.h"

#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

#include <optional>
#include <vector>

using namespace llvm;

namespace irdiff {

namespace {

// Wasm's math functions never set errno: natively they must not either, or the comparison is of C libraries.
constexpr StringRef nativeFlags[] = {"--target=x86_64-linux-gnu", "-fno-math-errno"};
constexpr StringRef wasmFlags[] = {"--target=wasm32-wasi", "-Wno-deprecated", "-Wno-unused-command-line-argument", "--no-wasm-opt",
                                   "-msimd128"};

Error failure(const Twine &message) { return createStringError(inconvertibleErrorCode(), message); }

bool isCpp(StringRef source) {
  const StringRef extension = sys::path::extension(source);
  return is_contained({".cpp", ".cc", ".cxx", ".C", ".c++", ".cppm"}, extension);
}

Expected<std::string> compilerFor(StringRef source) {
  const std::string name = (isCpp(source) ? "clang++-" : "clang-") + std::to_string(LLVM_VERSION_MAJOR);
  if (auto program = sys::findProgramByName(name))
    return *program;
  return failure(name + " is not on PATH; --compile needs it (apt install clang-" + Twine(LLVM_VERSION_MAJOR) + ")");
}

Error compile(StringRef compiler, ArrayRef<StringRef> targetFlags, ArrayRef<std::string> flags, ArrayRef<std::string> lastFlags,
              StringRef source, StringRef output) {
  const std::string messages = (output + ".txt").str();
  SmallVector<StringRef, 32> arguments{compiler};
  append_range(arguments, targetFlags);
  append_range(arguments,
               ArrayRef<StringRef>{"-O3", "-gline-tables-only", "-c", "-emit-llvm", "-fno-color-diagnostics", "-fno-discard-value-names"});
  append_range(arguments, flags);
  append_range(arguments, lastFlags);
  append_range(arguments, ArrayRef<StringRef>{source, "-o", output});
  std::string problem;
  const std::optional<StringRef> streams[] = {std::nullopt, std::nullopt, StringRef(messages)};
  const int code = sys::ExecuteAndWait(compiler, arguments, std::nullopt, streams, 0, 0, &problem);
  if (code == 0)
    return Error::success();
  if (const auto text = MemoryBuffer::getFile(messages); text && !(*text)->getBuffer().trim().empty())
    problem = (*text)->getBuffer().rtrim().str();
  return failure(problem + "\n" + sys::path::filename(compiler) + " could not compile " + printable(source) + " with " +
                 join(targetFlags, " "));
}

} // namespace

Expected<CompiledFiles> compileForAllTargets(StringRef source, ArrayRef<std::string> flags, StringRef folder) {
  if (!sys::fs::is_regular_file(source))
    return failure(printable(source) + ": no such file; --compile takes a C or C++ source");
  auto compiler = compilerFor(source);
  if (!compiler)
    return compiler.takeError();
  const auto outputAt = [&](StringRef name) {
    SmallString<128> path = folder;
    sys::path::append(path, name);
    return path.str().str();
  };
  CompiledFiles files{outputAt("x86-64-v2.bc"), outputAt("x86-64-v3.bc"), outputAt("wasm32.bc"), ""};
  std::vector<std::string> recordFlags;
  if (any_of(flags, [](StringRef flag) { return flag.starts_with("-fpass-plugin="); })) {
    files.remarks = outputAt("wasm32.opt.yaml");
    recordFlags = {"-fsave-optimization-record=yaml", "-foptimization-record-file=" + files.remarks, "-foptimization-record-passes=^wasm-"};
  }
  SmallVector<StringRef, 8> narrow(std::begin(nativeFlags), std::end(nativeFlags)), wide = narrow;
  narrow.push_back("-march=x86-64-v2");
  wide.push_back("-march=x86-64-v3");
  if (Error error = compile(*compiler, narrow, flags, {}, source, files.native))
    return error;
  if (Error error = compile(*compiler, wide, flags, {}, source, files.wider))
    return error;
  if (Error error = compile(*compiler, wasmFlags, flags, recordFlags, source, files.wasm))
    return error;
  return files;
}

} // namespace irdiff
