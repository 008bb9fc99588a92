# For run.sh and mutants.sh, in the project's directory. An argument $1 that isn't empty is a directory of classes that take
# the place of those that were built.

# The same as Maven takes.
jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
java_options=(-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -XX:+EnableDynamicAgentLoading)
classes="$PWD/stress/target/classes:$PWD/stress/target/lib/*"
results="$PWD/stress/target/results"

# models DIRECTORY EFFORT [NAME...]
models() {
  local instead=$1
  shift
  "${jdk}java" "${java_options[@]}" -cp "${instead:+$instead:}$classes" io.quayside.stress.ModelChecks "$@"
}

# memory DIRECTORY OPTION...
memory() (
  instead=$1
  shift
  mkdir -p "$results"
  cd "$results"
  "${jdk}java" "${java_options[@]}" -cp "${instead:+$instead:}$classes" org.openjdk.jcstress.Main \
    -jvmArgs -XX:+UseParallelGC -sc false -af NONE -r "$results" "$@"
)
