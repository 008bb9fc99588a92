#!/bin/sh
# A million echoes through connections that end in every way. See README.md, or --help.
exec "$(dirname "$0")/run.sh" io.quayside.benchmarks.soak.Soak "$@"
