#!/usr/bin/env bash
# Model checking (Lincheck) and stress of memory visibility (jcstress) for what several threads touch.
#
#   stress/run.sh [full|quick] [models|memory]
#
# Builds what it needs. full takes about five minutes on two cores, quick about two with the build. Leaves its results in stress/target.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
effort=${1:-full}
part=${2:-all}
case $effort in
  full) memory=(-f 1 -iters 5 -time 400) ;;
  quick) memory=(-f 1 -iters 1 -time 200) ;;
  *) echo "usage: stress/run.sh [full|quick] [models|memory]" >&2; exit 2 ;;
esac

mvn -q -B -ntp ${MAVEN_CLI_OPTS:-} -Pstress -pl stress -am -DskipTests -Dmaven.javadoc.skip -Dmaven.source.skip package
. stress/lib.sh
if [ "$part" != memory ]; then
  models "" "$effort"
fi
if [ "$part" != models ]; then
  memory "" "${memory[@]}"
fi
