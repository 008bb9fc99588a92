# For run.sh and mutants.sh, in the project's directory. An argument $1 that isn't empty is a directory of classes that take
# the place of those that were built.

# The same as Maven takes.
jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
java_options=(-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow -XX:+EnableDynamicAgentLoading)
classes="$PWD/stress/target/classes:$PWD/stress/target/lib/*"
results="$PWD/stress/target/results"

# Runs a command for so many seconds at most: what is broken may well go on for ever.
within() {
  if command -v timeout > /dev/null; then
    timeout -k 5 "$@"
  else
    shift
    "$@"
  fi
}

# What jcstress does for an effort: JVMs for each test and way of locking, iterations in each, milliseconds for each.
memory_options() {
  case $1 in
    full) echo -f 1 -iters 5 -time 400 ;;
    quick) echo -f 1 -iters 1 -time 200 ;;
    ci) echo -f 0 -iters 2 -time 300 ;;
    *) return 2 ;;
  esac
}

# models DIRECTORY EFFORT SHARE [NAME...]: a SHARE such as 1/2 is the first half of them
models() {
  local instead=$1
  shift
  within 1200 "${jdk}java" "${java_options[@]}" -cp "${instead:+$instead:}$classes" io.quayside.stress.ModelChecks "$@" 2>&1 \
    | grep --line-buffered -v '^\[WARN\] Failed to get' # what Lincheck says of each record
}

# memory DIRECTORY EFFORT SECONDS OPTION...
memory() (
  instead=$1
  read -ra options <<< "$(memory_options "$2")"
  seconds=$3
  shift 3
  mkdir -p "$results"
  cd "$results"
  within "$seconds" "${jdk}java" "${java_options[@]}" -cp "${instead:+$instead:}$classes" org.openjdk.jcstress.Main \
    -jvmArgs -XX:+UseParallelGC -sc false -af NONE -r "$results" "${options[@]}" "$@"
)
