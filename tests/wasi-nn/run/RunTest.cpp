// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "CompileCache.h"
#include "Deadline.h"
#include "RunOptions.h"
#include "RunReport.h"
#include "WasmtimeGuest.h"
#include "nearnative/Files.h"

#include <future>
#include <gtest/gtest.h>
#include <unistd.h>

using namespace nearnative;
using namespace nearnative::nn;
namespace fs = std::filesystem;
using std::chrono::milliseconds;

namespace {

class TemporaryFolder {
public:
  TemporaryFolder() : path(fs::temp_directory_path() / ("wasi-nn-run-test-" + std::to_string(::getpid()))) { fs::create_directories(path); }
  ~TemporaryFolder() { fs::remove_all(path); }
  const fs::path path;
};

fs::path onlyFile(const fs::path &folder) {
  fs::path found;
  for (const auto &entry : fs::directory_iterator(folder)) {
    EXPECT_TRUE(found.empty()) << entry.path();
    found = entry.path();
  }
  return found;
}

TEST(CompileCache, FindsWhatWasKept) {
  const TemporaryFolder folder;
  const auto cache = CompileCache::open(folder.path / "new" / "folder", "compiler 1");
  ASSERT_TRUE(cache);
  EXPECT_FALSE(cache->find("module"));
  ASSERT_TRUE(cache->keep("module", "machine code"));
  EXPECT_EQ(cache->find("module"), "machine code");
  EXPECT_FALSE(cache->find("another module"));
  ASSERT_TRUE(cache->keep("module", "")); // over it
  EXPECT_EQ(cache->find("module"), "");
}

TEST(CompileCache, IsNotSharedBetweenCompilers) {
  const TemporaryFolder folder;
  const auto one = CompileCache::open(folder.path, "compiler 1");
  const auto two = CompileCache::open(folder.path, "compiler 2");
  ASSERT_TRUE(one && two);
  ASSERT_TRUE(one->keep("module", "machine code"));
  EXPECT_FALSE(two->find("module"));
}

TEST(CompileCache, TakesNoDamagedEntry) {
  const TemporaryFolder folder;
  const auto cache = CompileCache::open(folder.path, "compiler");
  ASSERT_TRUE(cache);
  ASSERT_TRUE(cache->keep("module", "machine code"));
  const fs::path file = onlyFile(folder.path);
  const std::string whole = *readFile(file);
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    ASSERT_TRUE(writeFile(file, damaged));
    EXPECT_FALSE(cache->find("module")) << "byte " << i;
    ASSERT_TRUE(writeFile(file, whole.substr(0, i)));
    EXPECT_FALSE(cache->find("module")) << i << " bytes";
  }
  ASSERT_TRUE(writeFile(file, whole));
  EXPECT_EQ(cache->find("module"), "machine code");
}

TEST(CompileCache, TellsOfAFolderThatCannotBe) {
  const TemporaryFolder folder;
  ASSERT_TRUE(writeFile(folder.path / "file", "x"));
  const auto cache = CompileCache::open(folder.path / "file", "compiler");
  ASSERT_FALSE(cache);
  EXPECT_NE(cache.error().message.find("--compile-cache"), std::string::npos);
}

TEST(WasmtimeEngine, HasAFingerprintOfItsConfiguration) {
  WasmtimeEngine one(false), same(false), interruptible(true);
  const auto first = one.fingerprint(), second = same.fingerprint(), third = interruptible.fingerprint();
  ASSERT_TRUE(first && second && third);
  EXPECT_EQ(*first, *second);
  EXPECT_NE(*first, *third);
}

TEST(Deadline, LetsQuickWorkBe) {
  std::atomic<int> interrupted = 0;
  Deadline deadline(
      milliseconds(3'600'000), milliseconds(1),
      [&] {
        ++interrupted;
        return true;
      },
      [] { FAIL(); });
  for (int i = 0; i < 1000; ++i) {
    deadline.begin();
    EXPECT_FALSE(deadline.end());
  }
  EXPECT_EQ(interrupted, 0);
}

TEST(Deadline, InterruptsEachPieceOfWorkThatIsTooLongUntilItEnds) {
  std::atomic<int> interrupted = 0;
  Deadline deadline(
      milliseconds(5), milliseconds(3'600'000),
      [&] {
        ++interrupted;
        interrupted.notify_all();
        return true;
      },
      [] { FAIL(); });
  for (const int calls : {1, 3, 2}) {
    interrupted = 0;
    deadline.begin();
    while (interrupted < calls)
      interrupted.wait(interrupted);
    EXPECT_TRUE(deadline.end());
  }
}

TEST(Deadline, GivesUpWhatCannotBeInterrupted) {
  std::promise<void> abandoned;
  Deadline deadline(milliseconds(5), milliseconds(3'600'000), [] { return false; }, [&] { abandoned.set_value(); });
  deadline.begin();
  abandoned.get_future().wait();
  EXPECT_TRUE(deadline.end());
}

TEST(Deadline, GivesUpWhatDoesNotEnd) {
  std::promise<void> abandoned;
  Deadline deadline(milliseconds(5), milliseconds(5), [] { return true; }, [&] { abandoned.set_value(); });
  deadline.begin();
  abandoned.get_future().wait();
  EXPECT_TRUE(deadline.end());
}

TEST(RunOptions, ReadsDirectories) {
  const auto plain = parseDirectory("/tmp");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->host, "/tmp");
  EXPECT_EQ(plain->guest, "/tmp");
  const auto renamed = parseDirectory("/tmp::/data");
  ASSERT_TRUE(renamed);
  EXPECT_EQ(renamed->host, "/tmp");
  EXPECT_EQ(renamed->guest, "/data");
  for (const char *wrong : {"", "::", "/tmp::", "::/data", "/nowhere", "/etc/passwd::/data"})
    EXPECT_FALSE(parseDirectory(wrong)) << wrong;
}

TEST(RunOptions, ReadsPairs) {
  EXPECT_EQ(parsePair("--env", "A=b=c")->second, "b=c");
  EXPECT_EQ(parsePair("--env", "A=")->second, "");
  EXPECT_FALSE(parsePair("--env", "A"));
  EXPECT_FALSE(parsePair("--env", "=b"));
}

TEST(RunOptions, WritesGraphsAsTheyAreRead) {
  const NamedGraph graph = {"m", Encoding::openvino, {"/a.xml", "/b.bin"}, {"k=v", "l=w"}};
  EXPECT_EQ(textOf(graph), "m=openvino?k=v&l=w:/a.xml,/b.bin");
  EXPECT_EQ(textOf({"m", Encoding::onnx, {"a.onnx"}, {}}), "m=onnx:" + (fs::current_path() / "a.onnx").string());
}

TEST(RunReport, TakesTheNearestRank) {
  EXPECT_EQ(percentile({}, 0.5), 0);
  EXPECT_EQ(percentile({7}, 0.99), 7);
  EXPECT_EQ(percentile({4, 1, 3, 2}, 0.5), 2);
  EXPECT_EQ(percentile({4, 1, 3, 2}, 0.51), 3);
  EXPECT_EQ(percentile({4, 1, 3, 2}, 1), 4);
  EXPECT_EQ(percentile({4, 1, 3, 2}, 0), 1);
}

} // namespace
