#!/usr/bin/env bash
# Model checking (Lincheck) and stress of memory visibility (jcstress) for what several threads touch.
#
#   stress/run.sh [full|quick|ci] [models|memory]
#
# Builds what it needs, without tests. full takes about a quarter of an hour on two busy cores; ci is meant for a run
# after mvn verify in the same clone. Leaves its results in stress/target. The exit code is 0 when nothing forbidden was seen.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. stress/lib.sh
effort=${1:-full}
part=${2:-all}
if ! memory_options "$effort" > /dev/null || [[ ! "$part" =~ ^(all|models|memory)$ ]]; then
  echo "usage: stress/run.sh [full|quick|ci] [models|memory]" >&2
  exit 2
fi

mvn -q -B -ntp ${MAVEN_CLI_OPTS:-} -Pstress -pl stress -am -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip \
  -Dspotless.check.skip package
echo "built, $SECONDS s"
failed=0
tests=(-t .)
if [ "$effort" = ci ]; then # those of single classes; the scenes with a whole session or door are left to the models
  tests=(-t '(LeaseStress|FreeList|WakeUp|Congestion|Draining|Dropping|Strand|Suspend|TaskList|Owner)')
fi
if [ "$part" != memory ]; then # Lincheck runs one thread at a time
  models "" "$effort" "$(bound "$effort")" 1/2 & half=$!
  models "" "$effort" "$(bound "$effort")" 2/2 || failed=1
  wait "$half" || failed=1
  echo "models, $SECONDS s"
fi
if [ "$part" != models ]; then
  memory "" "$effort" "$(bound "$effort")" "${tests[@]}" || failed=1
  echo "memory, $SECONDS s"
fi
exit "$failed"
