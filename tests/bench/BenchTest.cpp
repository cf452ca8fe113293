// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The coordinator against runners that are shell scripts; real engines are in the .test files.
#include "Bench.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace nearnative;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

/// A runner of engine `name`: outputs are `outputs` (printf), a call takes 1 microsecond by its own clock.
Engine scriptedEngine(const std::string &name, bool native, const std::string &outputs, const std::string &extra = "") {
  return {name, native, {"sh", "-c", R"(
tab=$(printf '\t')
printf 'ready\t)" + name + R"(\t1.0\n'
while IFS="$tab" read -r command a b c; do
  case "$command" in)" + extra + R"(
    check) printf ')" + outputs + R"(' > "$b"; printf 'ok\t%d\n' $(wc -c < "$b") ;;
    time) printf 'ok\t%d\n' $((b * 1000)) ;;
    *) printf 'ok\n' ;;
  esac
done)"}};
}

class Bench : public testing::Test {
protected:
  void SetUp() override {
    folder =
        std::filesystem::path(testing::TempDir()) / ("bench-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    for (const char *module :
         {"reference.0.wasm", "raw.0.wasm", "raw.1.wasm", "native-v2.0.so", "native-v2.1.so", "native-v3.0.so", "native-v3.1.so"}) {
      std::filesystem::create_directories(folder / "k");
      std::ofstream(folder / "k" / module) << "a module";
    }
    options.modules = folder;
    options.variants = {"raw"};
    options.samples = 6;
    Entry entry;
    entry.name = "k";
    entry.group = "kernels";
    entry.outputs.push_back({"out", ElementType::u8, {{ProblemSize::small, 1}, {ProblemSize::large, 1}}});
    entry.elements = {{ProblemSize::small, 1}, {ProblemSize::large, 2}};
    manifest = {"c", {entry}};
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  Result<Measurements> run(const std::vector<Engine> &engines) {
    options.engines.clear();
    for (const Engine &engine : engines)
      options.engines.push_back(engine.name);
    return runBench(manifest, options, engines, [](size_t, size_t, const std::string &) {});
  }
  /// The message of what must fail.
  std::string problem(const std::vector<Engine> &engines) {
    const auto result = run(engines);
    return result ? "no problem" : result.error().message;
  }

  std::filesystem::path folder;
  BenchOptions options;
  Manifest manifest;
};

} // namespace

TEST(ExpandVariants, Words) {
  EXPECT_THAT(*expandVariants({"stock", "strict", "raw"}), ElementsAre("raw", "wasm-opt", "strict"));
  EXPECT_THAT(*expandVariants({"all"}), ElementsAre("raw", "wasm-opt", "post-link", "passes", "strict", "twin"));
  EXPECT_THAT(expandVariants({"fast"}).error().message, HasSubstr("unknown variant 'fast'; there are stock, all, raw"));
  EXPECT_THAT(expandVariants({"reference"}).error().message, HasSubstr("never timed"));
  EXPECT_THAT(expandVariants({"native-v2"}).error().message, HasSubstr("leave it out"));
}

TEST_F(Bench, CalibratesAndSamplesEveryRow) {
  const auto result = run({scriptedEngine("native", true, "x"), scriptedEngine("v8", false, "x")});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(result->errors, SizeIs(0));
  ASSERT_THAT(result->rows, SizeIs(3)); // native-v2, native-v3, raw
  for (const Row &row : result->rows) {
    EXPECT_TRUE(row.correct);
    EXPECT_EQ(row.equal, "bits");
    EXPECT_EQ(row.iterations, 2000); // 2 ms of 1 us
    ASSERT_THAT(row.samples, SizeIs(2));
    EXPECT_THAT(row.samples[0], SizeIs(3));
    EXPECT_THAT(row.samples[1], SizeIs(3));
    EXPECT_DOUBLE_EQ(row.time->value, 1000);
    EXPECT_THAT(row.sha256, SizeIs(2));
  }
}

TEST_F(Bench, SamplesThatDoNotDivideAreRoundedUp) {
  options.samples = 5;
  const auto result = run({scriptedEngine("v8", false, "x")});
  ASSERT_TRUE(result);
  EXPECT_THAT(result->rows.at(0).samples[1], SizeIs(3));
}

TEST_F(Bench, ACpuWithoutV3LeavesItOutWithANote) {
  options.cpuHasV3 = false;
  const auto result = run({scriptedEngine("native", true, "x"), scriptedEngine("v8", false, "x")});
  ASSERT_TRUE(result);
  EXPECT_THAT(result->rows, SizeIs(2));
  EXPECT_THAT(result->notes, ElementsAre(HasSubstr("native-v3 is left out")));
}

TEST_F(Bench, NativeIsHeldToTheReferenceOfTheFirstWasmEngine) {
  const auto result = run({scriptedEngine("native", true, "x"), scriptedEngine("v8", false, "y")});
  ASSERT_TRUE(result);
  EXPECT_THAT(result->errors, SizeIs(2)); // both native variants: v8 says y
  manifest.entries[0].tolerance.absolute = 1;
  const auto near = run({scriptedEngine("native", true, "x"), scriptedEngine("v8", false, "y")});
  ASSERT_TRUE(near);
  EXPECT_THAT(near->errors, SizeIs(0));
  EXPECT_EQ(near->rows[0].equal, "tolerance");
}

TEST_F(Bench, ARunnerThatDiesWhileTimingLosesOnlyThatRow) {
  // `raw.1` dies when it is sampled, not when it is compared; the process is started again for the others.
  const auto result = run({scriptedEngine("native", true, "x"), scriptedEngine("v8", false, "x", R"(
    time) [ "$a" = raw.1 ] && { echo 'out of luck' >&2; exit 5; }; printf 'ok\t%d\n' $((b * 1000)) ;;)")});
  ASSERT_TRUE(result);
  ASSERT_THAT(result->errors, SizeIs(1));
  EXPECT_EQ(result->errors[0].variant, "raw");
  EXPECT_EQ(result->errors[0].message, "the runner of v8 ended with exit code 5: out of luck");
  for (const Row &row : result->rows)
    EXPECT_EQ(row.correct, row.engine == "native");
}

TEST_F(Bench, AnAnswerThatIsNoneIsAnError) {
  const auto result = run({scriptedEngine("v8", false, "x", "\n    setup) echo what ;;")});
  ASSERT_TRUE(result);
  ASSERT_THAT(result->errors, SizeIs(1));
  EXPECT_THAT(result->errors[0].message, HasSubstr("the runner of v8 answered 'what'"));
  const auto time = run({scriptedEngine("v8", false, "x", "\n    time) printf 'ok\\t-3\\n' ;;")});
  ASSERT_TRUE(time);
  ASSERT_THAT(time->errors, SizeIs(1));
  EXPECT_THAT(time->errors[0].message, HasSubstr("gave the time '-3'"));
}

TEST_F(Bench, OutputsThatDidNotArriveWhole) {
  const auto result = run({scriptedEngine("v8", false, "x", "\n    check) printf x > \"$b\"; printf 'ok\\t2\\n' ;;")});
  ASSERT_TRUE(result);
  ASSERT_THAT(result->errors, SizeIs(1));
  EXPECT_THAT(result->errors[0].message, HasSubstr("announced 2 bytes of outputs and wrote 1"));
}

TEST_F(Bench, BadOptions) {
  const Engine v8 = scriptedEngine("v8", false, "x");
  const auto changed = [&](auto change) {
    const BenchOptions saved = options;
    change(options);
    std::string message = problem({v8});
    options = saved;
    return message;
  };
  EXPECT_EQ(problem({v8}), "no problem");
  EXPECT_THAT(changed([](BenchOptions &o) { o.orders = 0; }), HasSubstr("--orders"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.samples = 1; }), HasSubstr("--samples"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.sampleMilliseconds = 0; }), HasSubstr("--sample-ms"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.timeout = std::chrono::milliseconds(0); }), HasSubstr("--timeout"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.sizes = {"medium"}; }), HasSubstr("unknown size 'medium'"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.sizes = {}; }), HasSubstr("no size given"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.filter = "("; }), HasSubstr("is not a regular expression"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.filter = "zzz"; }), HasSubstr("no entry of the manifest matches 'zzz'"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.modules = "/nowhere"; }), HasSubstr("/nowhere is no folder"));
  EXPECT_THAT(changed([](BenchOptions &o) { o.variants = {}; }), HasSubstr("no variant given"));
}

TEST_F(Bench, EnginesThatDoNotStart) {
  EXPECT_THAT(problem({{"v8", false, {"/nowhere/node"}}}), HasSubstr("engine v8: cannot start /nowhere/node: No such file or directory"));
  EXPECT_THAT(problem({{"v8", false, {"true"}}}), HasSubstr("engine v8: its runner true ended with exit code 0"));
  EXPECT_THAT(problem({{"v8", false, {"echo", "hello"}}}), HasSubstr("greets with 'hello'"));
  EXPECT_THAT(problem({}), HasSubstr("no engine given"));
  options.timeout = std::chrono::milliseconds(100);
  EXPECT_THAT(problem({{"v8", false, {"sleep", "1000"}}}), HasSubstr("did not answer for 0.1 s"));
}

TEST_F(Bench, AnEngineThatIsNotInTheTable) {
  options.engines = {"spidermonkey"};
  const auto result = runBench(manifest, options, engineTable("/bin", "node"), [](size_t, size_t, const std::string &) {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "unknown engine 'spidermonkey'; there are native, v8, wasmtime, wasmtime-explicit");
}
