// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "irdiff/Reader.h"

#include "irdiff/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace irdiff {

namespace {

Error failure(StringRef file, const Twine &message) {
  return createStringError(inconvertibleErrorCode(), printable(file) + ": " + message);
}

std::string firstLineOf(StringRef text) { return printable(text.trim().split('\n').first); }

/// Whether a file can be LLVM assembly at all; the parser's own message for other files is about a token in the middle of nowhere.
bool looksLikeText(StringRef bytes) { return !bytes.take_front(4096).contains('\0'); }

} // namespace

void initializeTargets() {
  InitializeAllTargets();
  InitializeAllTargetMCs();
  InitializeAllAsmPrinters();
  InitializeAllAsmParsers();
}

Expected<std::unique_ptr<Module>> readModule(StringRef path, LLVMContext &context) {
  auto buffer = MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/true);
  if (!buffer)
    return failure(path, "cannot be read: " + buffer.getError().message());
  const StringRef bytes = (*buffer)->getBuffer();
  const bool isBitcode = identify_magic(bytes) == file_magic::bitcode;
  if (!isBitcode && !looksLikeText(bytes))
    return failure(path, "is not LLVM IR; make some with clang -S -emit-llvm");

  SMDiagnostic diagnostic;
  std::unique_ptr<Module> module = parseIR((*buffer)->getMemBufferRef(), diagnostic, context);
  if (!module) {
    std::string message = firstLineOf(diagnostic.getMessage());
    if (isBitcode)
      return failure(path, "bitcode that LLVM " LLVM_VERSION_STRING " cannot read (truncated, damaged or of a newer LLVM): " + message);
    if (diagnostic.getLineNo() > 0)
      message = "line " + std::to_string(diagnostic.getLineNo()) + ": " + message;
    return failure(path, "is not LLVM IR that LLVM " LLVM_VERSION_STRING " can read (truncated, or of a newer LLVM?): " + message);
  }
  if (Error error = module->materializeAll())
    return failure(path, "damaged bitcode: " + firstLineOf(toString(std::move(error))));
  std::string problems;
  raw_string_ostream stream(problems);
  bool brokenDebugInfo = false;
  if (verifyModule(*module, &stream, &brokenDebugInfo))
    return failure(path, "is not valid IR: " + firstLineOf(problems));
  if (brokenDebugInfo)
    StripDebugInfo(*module);
  return module;
}

Triple Program::triple() const {
  for (const std::unique_ptr<Module> &module : modules)
    if (!module->getTargetTriple().str().empty())
      return module->getTargetTriple();
  return {};
}

Error checkSides(const Program &native, const Program &wasm) {
  const auto isEmpty = [](const Module &module) { return module.empty() && module.getTargetTriple().str().empty(); };
  for (const Program *side : {&native, &wasm})
    for (const auto &[file, module] : zip_equal(side->files, side->modules))
      if (!isEmpty(*module) && module->getTargetTriple().str().empty())
        return failure(file, "names no target (target triple)");

  const bool firstIsWasm = native.triple().isWasm(), secondIsWasm = wasm.triple().isWasm();
  if (firstIsWasm && !secondIsWasm && !wasm.triple().str().empty())
    return failure(native.files.front(),
                   "is for Wasm and " + printable(wasm.files.front()) + " is not: the sides are swapped, give the native file first");
  for (const auto &[file, module] : zip_equal(native.files, native.modules)) {
    const Triple &triple = module->getTargetTriple();
    if (triple.isWasm())
      return failure(file, "is for Wasm (" + triple.str() + "); the first file must be native");
    if (!triple.str().empty() && triple.getArch() != native.triple().getArch())
      return failure(file, "is for " + printable(triple.str()) + ", other files of its side are for " + printable(native.triple().str()));
  }
  for (const auto &[file, module] : zip_equal(wasm.files, wasm.modules)) {
    const Triple &triple = module->getTargetTriple();
    if (!triple.isWasm() && !triple.str().empty())
      return failure(file, "is not for Wasm (" + printable(triple.str()) + "); the second file must be");
    if (!triple.str().empty() && triple.getArch() != wasm.triple().getArch())
      return failure(file, "is for " + printable(triple.str()) + ", other files of its side are for " + printable(wasm.triple().str()));
  }
  return Error::success();
}

} // namespace irdiff
