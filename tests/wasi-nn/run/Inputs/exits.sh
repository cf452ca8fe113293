# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# exits.sh CODE COMMAND...: runs the command, which must end with that exit code.
want=$1
shift
"$@"
code=$?
if [ "$code" != "$want" ]; then
  echo "exit code $code instead of $want" >&2
  exit 1
fi
