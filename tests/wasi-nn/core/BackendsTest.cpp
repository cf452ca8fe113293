// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How backends are found. The shared objects come from TestBackend.c, one for each thing that can be wrong with one.
#include "wasi-nn/Host.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace nearnative;
using namespace nearnative::nn;
using testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

class BackendFiles : public testing::Test {
protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "nearnative-backends.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }

  fs::path file() const { return folder / "nearnative-nn-onnxruntime.so"; }
  void install(const std::string &kind) { fs::copy_file(fs::path(NEARNATIVE_TEST_BACKENDS) / ("test-backend-" + kind + ".so"), file()); }
  std::string error(const std::string &kind) {
    install(kind);
    const auto found = Backends(folder).find(Encoding::onnx);
    return found ? "none" : found.error().message;
  }

  fs::path folder;
};

TEST_F(BackendFiles, AreFoundByTheirEncoding) {
  install("good");
  Backends backends(folder);
  const auto found = backends.find(Encoding::onnx);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_STREQ((*found)->name, "test");
  EXPECT_STREQ((*found)->library, "the installed one");
  EXPECT_EQ(*backends.find(Encoding::onnx), *found) << "and loaded once";
  EXPECT_FALSE(backends.find(Encoding::pytorch)) << "others are another file";
}

TEST_F(BackendFiles, AreToldTheLibraryThatTheUserNames) {
  install("good");
  const auto found = Backends(folder, {{"libtorch", "/other"}, {"onnxruntime", "/opt/libonnxruntime.so"}}).find(Encoding::onnx);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_STREQ((*found)->library, "/opt/libonnxruntime.so");
}

TEST_F(BackendFiles, MayLieInAFolderNamedRelatively) {
  install("good");
  const fs::path before = fs::current_path();
  fs::current_path(folder);
  const auto found = Backends("").find(Encoding::onnx);
  fs::current_path(before);
  EXPECT_TRUE(found) << found.error().message;
}

TEST_F(BackendFiles, ThatAreNotThere) {
  const auto found = Backends(folder).find(Encoding::onnx);
  EXPECT_EQ(found.error().message, "backend for onnx: " + file().string() + ": cannot open shared object file: No such file or directory");
}

TEST_F(BackendFiles, ThatAreNoSharedObjects) {
  std::ofstream(file()) << "text";
  EXPECT_THAT(Backends(folder).find(Encoding::onnx).error().message,
              testing::AllOf(HasSubstr(file().string()), HasSubstr("file too short")));
}

TEST_F(BackendFiles, OfSomethingElse) { EXPECT_THAT(error("none"), HasSubstr("is no backend: it has no nearnative_nn_backend()")); }

TEST_F(BackendFiles, OfAnotherVersion) { EXPECT_THAT(error("version"), HasSubstr("has interface version 99, this host needs 1")); }

TEST_F(BackendFiles, ThatLackAFunction) { EXPECT_THAT(error("hollow"), HasSubstr("lacks functions of its interface")); }

TEST_F(BackendFiles, WhoseLibraryIsMissingSaySo) {
  EXPECT_EQ(error("missing"), "backend for onnx: libsomething.so is not installed; run setup/install");
}

TEST_F(BackendFiles, ThatFailWithoutAWord) { EXPECT_THAT(error("silent"), HasSubstr("does not say why it cannot start")); }

TEST_F(BackendFiles, ThatFailedMayBeThereLater) {
  Backends backends(folder);
  EXPECT_FALSE(backends.find(Encoding::onnx));
  install("good");
  EXPECT_TRUE(backends.find(Encoding::onnx));
}

TEST_F(BackendFiles, DoNotExistForAllEncodings) {
  for (const Encoding encoding : {Encoding::tensorflow, Encoding::tensorflowlite, Encoding::autodetect, static_cast<Encoding>(99)})
    EXPECT_THAT(Backends(folder).find(encoding).error().message, HasSubstr("there is no backend for the encoding"));
}

} // namespace
