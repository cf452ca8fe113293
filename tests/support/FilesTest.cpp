// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "nearnative/Files.h"

#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace nearnative;
using testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

class Files : public testing::Test {
protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "nearnative-files.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }

  size_t filesInFolder() const { return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator())); }

  fs::path folder;
};

TEST_F(Files, RoundTripOfAnyBytes) {
  const std::string bytes("a\0b\n\xff", 5);
  ASSERT_TRUE(writeFile(folder / "x", bytes));
  EXPECT_EQ(readFile(folder / "x"), bytes);
  ASSERT_TRUE(writeFile(folder / "x", "shorter")) << "an existing file is replaced";
  EXPECT_EQ(readFile(folder / "x"), "shorter");
  EXPECT_EQ(filesInFolder(), 1u) << "no temporary file stays";
}

TEST_F(Files, ErrorsNameTheFileAndTheCause) {
  EXPECT_THAT(readFile(folder / "none").error().message, HasSubstr("none: No such file"));
  EXPECT_THAT(readFile(folder).error().message, HasSubstr("directory"));
  EXPECT_THAT(writeFile(folder / "no" / "such" / "folder", "x").error().message, HasSubstr("No such file"));
}

TEST_F(Files, AFullDiskLeavesNothing) {
  EXPECT_THAT(writeFile("/dev/full", "x").error().message, HasSubstr("No space left"));
  // A file that cannot take the place of a folder: the temporary file beside it goes.
  fs::create_directories(folder / "taken" / "inside");
  EXPECT_FALSE(writeFile(folder / "taken", "x"));
  EXPECT_EQ(filesInFolder(), 1u);
}

TEST_F(Files, LinksStay) {
  ASSERT_TRUE(writeFile(folder / "real", "old"));
  fs::create_symlink("real", folder / "link");
  ASSERT_TRUE(writeFile(folder / "link", "new"));
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(readFile(folder / "real"), "new");
}

TEST_F(Files, StandardOutputThatIsAFileIsWrittenInPlace) {
  const std::string file = (folder / "out").string();
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen(file.c_str(), "w", stdout) == nullptr)
      _exit(1);
    _exit(writeFile("/dev/stdout", "text") ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(readFile(file), "text");
  EXPECT_TRUE(fs::is_symlink("/dev/stdout"));
}

TEST_F(Files, JsonIsHeldToItsSchema) {
  ASSERT_TRUE(writeJson(folder / "good.json", {{"schema", "s-1"}, {"name", "\xff is not UTF-8"}}));
  EXPECT_TRUE(readJson(folder / "good.json", "s-1"));
  EXPECT_THAT(readJson(folder / "good.json", "s-2").error().message, HasSubstr("is s-1; expected s-2"));
  ASSERT_TRUE(writeFile(folder / "bad.json", "{\"schema\": \"s-1\", "));
  EXPECT_THAT(readJson(folder / "bad.json", "s-1").error().message, HasSubstr("is not JSON"));
  ASSERT_TRUE(writeFile(folder / "list.json", "[1]"));
  EXPECT_THAT(readJson(folder / "list.json", "s-1").error().message, HasSubstr("has no \"schema\""));
}

} // namespace
