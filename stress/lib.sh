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
    perl -e 'alarm shift; exec @ARGV' "$@"
  fi
}

# Whether an exit code says that it took too long.
is_late() {
  [ "$1" = 124 ] || [ "$1" = 137 ] || [ "$1" = 142 ]
}

# How many seconds each part may take.
bound() {
  if [ "$1" = ci ]; then echo 300; else echo 1200; fi
}

# What jcstress does for an effort: JVMs for each test and way of locking, iterations in each, milliseconds for each.
memory_options() {
  case $1 in
    full) echo -f 1 -iters 5 -time 400 ;;
    quick) echo -f 1 -iters 1 -time 200 ;;
    ci) echo -f 1 -iters 1 -time 100 -pth false ;;
    *) return 2 ;;
  esac
}

# models DIRECTORY EFFORT SECONDS SHARE [NAME...]: a SHARE such as 1/2 is the first half of them
models() {
  local instead=$1 effort=$2 seconds=$3 status=0 options=("${java_options[@]}")
  shift 3
  if [ "$effort" = ci ]; then # over before the better compiler has earned what it costs
    options+=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC)
  fi
  within "$seconds" "${jdk}java" "${options[@]}" -cp "${instead:+$instead:}$classes" io.quayside.stress.ModelChecks \
    "$effort" "$@" 2>&1 | { grep --line-buffered -v '^\[WARN\] Failed to get' || true; } || status=$? # said of each record
  if is_late "$status"; then
    echo "BROKEN: the models took longer than $seconds s"
  fi
  return "$status"
}

# memory DIRECTORY EFFORT SECONDS OPTION...
memory() (
  instead=$1
  read -ra options <<< "$(memory_options "$2")"
  seconds=$3
  shift 3
  mkdir -p "$results"
  cd "$results"
  status=0
  within "$seconds" "${jdk}java" "${java_options[@]}" -cp "${instead:+$instead:}$classes" org.openjdk.jcstress.Main \
    -jvmArgs -XX:+UseParallelGC -sc false -af NONE -r "$results" "${options[@]}" "$@" 2>&1 | tee log || status=$?
  if is_late "$status"; then
    echo "BROKEN: the tests took longer than $seconds s"
  elif [ "$status" = 0 ] && ! grep -q 'All remaining tests: [1-9]' log; then
    echo "no test was run" # which isn't a failure to jcstress
    status=1
  fi
  exit "$status"
)
