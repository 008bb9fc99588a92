#!/bin/sh
# Runs a class of this module, which is built first when it isn't: run.sh CLASS ARGUMENTS. For the other scripts.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
java=java
mvn=mvn
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
[ ! -x "$here/../mvnw" ] || mvn=$here/../mvnw
if [ ! -d "$here/target/lib" ] || [ "${BUILD:-}" = 1 ]; then
  echo "building (again with BUILD=1)" >&2
  "$mvn" -q -B -ntp -f "$here/../pom.xml" -pl benchmarks -am -DskipTests -Dmaven.javadoc.skip=true package
fi
exec "$java" -Dbenchmarks.home="$here" -cp "$here/target/classes:$here/target/lib/*" "$@"
