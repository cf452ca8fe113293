// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Process.h"

#include <csignal>
#include <gtest/gtest.h>

using namespace nearnative;

namespace {

Result<LineProcess> shell(const std::string &script) { return LineProcess::start({"sh", "-c", script}); }

constexpr auto patient = std::chrono::seconds(60);

} // namespace

TEST(LineProcess, TalksLineByLine) {
  auto process = shell("while read line; do echo \"got $line\"; done");
  ASSERT_TRUE(process);
  for (const std::string line : {"a", "b c"}) {
    ASSERT_TRUE(process->writeLine(line));
    EXPECT_EQ(process->readLine(patient).value_or("nothing"), "got " + line);
  }
}

TEST(LineProcess, SeveralLinesInOneRead) {
  auto process = shell("printf 'a\\nb\\n'");
  ASSERT_TRUE(process);
  EXPECT_EQ(process->readLine(patient).value_or("nothing"), "a");
  EXPECT_EQ(process->readLine(patient).value_or("nothing"), "b");
  EXPECT_FALSE(process->readLine(patient));
  EXPECT_FALSE(process->alive());
}

TEST(LineProcess, APathThatDoesNotExist) {
  const auto process = LineProcess::start({"/nowhere/runner"});
  ASSERT_FALSE(process);
  EXPECT_EQ(process.error().message, "cannot start /nowhere/runner: No such file or directory");
}

TEST(LineProcess, TheExitCodeAndTheLastWords) {
  auto process = shell("echo first >&2; echo 'the reason' >&2; exit 7");
  ASSERT_TRUE(process);
  EXPECT_EQ(process->readLine(patient).error().message, "ended with exit code 7: the reason");
  EXPECT_FALSE(process->alive());
  EXPECT_FALSE(process->writeLine("x"));
}

TEST(LineProcess, TheLineThatNamesAnErrorIsPreferred) {
  auto process = shell("echo 'Error: EAGAIN' >&2; echo; echo '  at x' >&2; echo 'Node v1' >&2; exit 1");
  ASSERT_TRUE(process);
  EXPECT_EQ(process->readLine(patient).value_or("nothing"), "");
  EXPECT_EQ(process->readLine(patient).error().message, "ended with exit code 1: Error: EAGAIN");
}

TEST(LineProcess, ASignalFromOutside) {
  auto process = shell("read line");
  ASSERT_TRUE(process);
  ::kill(process->id(), SIGKILL);
  EXPECT_EQ(process->readLine(patient).error().message, "was ended by signal 9 (Killed)");
}

TEST(LineProcess, AChildThatHangsIsKilled) {
  auto process = shell("exec sleep 1000");
  ASSERT_TRUE(process);
  const pid_t child = process->id();
  EXPECT_EQ(process->readLine(std::chrono::milliseconds(100)).error().message, "did not answer for 0.1 s");
  EXPECT_FALSE(process->alive());
  EXPECT_EQ(::kill(child, 0), -1);
}

TEST(LineProcess, WritingToAChildThatIsGoneIsAnErrorAndNoSignal) {
  auto process = shell("exit 0");
  ASSERT_TRUE(process);
  bool failed = false;
  for (int i = 0; i < 1000 && !failed; ++i)
    failed = !process->writeLine(std::string(10000, 'x'));
  EXPECT_TRUE(failed);
}

TEST(LineProcess, AChildThatPrintsWithoutEndOnStderrDoesNotBlock) {
  auto process = shell("head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; echo done");
  ASSERT_TRUE(process);
  EXPECT_EQ(process->readLine(patient).value_or("nothing"), "done");
}

TEST(LineProcess, ALineWithoutEndIsNoAnswer) {
  auto process = shell("yes x | tr -d '\\n'");
  ASSERT_TRUE(process);
  EXPECT_EQ(process->readLine(patient).error().message, "wrote a line that is no answer");
  EXPECT_FALSE(process->alive());
}

TEST(OutputOf, AllLines) {
  EXPECT_EQ(outputOf({"printf", "a\\nb\\n"}).value_or("nothing"), "a\nb\n");
  EXPECT_FALSE(outputOf({"true"}));
  EXPECT_FALSE(outputOf({"/nowhere/program"}));
}
