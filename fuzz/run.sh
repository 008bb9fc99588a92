#!/usr/bin/env bash
# Fuzzing (Jazzer) of codecs, the chat and configurations; docs/fuzzing.md says what is looked for.
#
#   fuzz/run.sh quick              each target for seven seconds, the chat's for twenty; about a minute in all
#   fuzz/run.sh full [MINUTES]     each target for so many minutes (5)
#   fuzz/run.sh TARGET [SECONDS]   one target, such as LineFraming, for so long (60)
#
# Builds what it needs. Fails when something is found, and says where the input lies. What was learnt stays in
# fuzz/target/corpus for the next time. FUZZ_JOBS targets run at a time (2).
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
resources=fuzz/src/test/resources/io/quayside/fuzz
targets=()
for inputs in "$resources"/*FuzzTestInputs; do
  name=${inputs##*/}
  targets+=("${name%FuzzTestInputs}")
done

usage() {
  echo "usage: fuzz/run.sh quick | full [MINUTES] | TARGET [SECONDS]; the targets are ${targets[*]}" >&2
  exit 2
}

effort=${1:-}
case $effort in
  quick) seconds=7 ;;
  full) seconds=$((60 * ${2:-5})) ;;
  *)
    [[ -n ${1:-} && " ${targets[*]} " == *" $1 "* ]] || usage
    targets=("$1")
    seconds=${2:-60}
    ;;
esac

if [ -z "${FUZZ_BUILT:-}" ]; then
  mvn -q -B -ntp ${MAVEN_CLI_OPTS:-} -Pfuzz -pl fuzz -am -DskipTests -Dspotless.check.skip -Dmaven.javadoc.skip -Dmaven.source.skip package
fi

# fuzz TARGET: its log is there for whoever wants it; answers 1 when something was found.
fuzz() {
  local target=$1 inputs kept found log also
  inputs=$resources/${target}FuzzTestInputs
  kept=$(echo "$inputs"/*)
  found=fuzz/target/found/$target
  log=fuzz/target/log/$target.log
  local time=$seconds
  case $target in
    Chat*) [ "$effort" != quick ] || time=20 ;; # the server is started for each input, and learnt of only after some seconds
  esac
  case $target in
    ProtobufCodec) also=:com.google.protobuf.** ;;
    Configuration) also=:com.typesafe.config.** ;;
    *) also= ;;
  esac
  mkdir -p "fuzz/target/corpus/$target" "$found" "${log%/*}"
  if "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow \
    --enable-native-access=ALL-UNNAMED -XX:+EnableDynamicAgentLoading -XX:+UseSerialGC -Xmx768m \
    -cp "${FUZZ_INSTEAD:+$FUZZ_INSTEAD:}fuzz/target/test-classes:fuzz/target/lib/*" com.code_intelligence.jazzer.Jazzer \
    "--target_class=io.quayside.fuzz.${target}FuzzTest" \
    "--instrumentation_includes=io.quayside.**$also" \
    '--instrumentation_excludes=io.quayside.transport.**:io.quayside.chat.v1.**' '--custom_hook_includes=io.quayside.**' \
    "--reproducer_path=$found" -rss_limit_mb=3000 -timeout=20 "-artifact_prefix=$found/" "-max_total_time=$time" -print_final_stats=1 \
    "fuzz/target/corpus/$target" "$kept" > "$log" 2>&1; then
    echo "$target: nothing found; $(grep -a '^Done\|DONE' "$log" | tail -1)"
    return 0
  fi
  echo "$target: FOUND SOMETHING, or could not run; see $log"
  grep -a -m 8 '^== Java Exception\|^Caused by\|ERROR: libFuzzer\|^java\.\|^Error' "$log" || tail -5 "$log"
  local input
  for input in "$found"/crash-* "$found"/timeout-* "$found"/oom-*; do
    if [ -e "$input" ]; then
      echo "  the input: $input"
      echo "  to keep it as a test: cp $input $kept/WHAT-IT-IS"
    fi
  done
  return 1
}
export -f fuzz
export resources seconds effort

printf '%s\n' "${targets[@]}" | xargs -P "${FUZZ_JOBS:-2}" -I TARGET bash -c 'fuzz TARGET'
