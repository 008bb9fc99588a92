#!/bin/sh
# Compares this server with others: compare.sh LOAD OPTIONS. See README.md, or --help.
exec "$(dirname "$0")/run.sh" io.quayside.benchmarks.compare.Compare "$@"
