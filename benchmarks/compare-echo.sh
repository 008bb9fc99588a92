#!/bin/sh
# Compares the echo of this server with a bare one. See README.md, or --help.
exec "$(dirname "$0")/run.sh" io.quayside.benchmarks.echo.CompareEcho "$@"
