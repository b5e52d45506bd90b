#!/usr/bin/env bash
# The figures of docs/performance.md. Usage: bench.sh ROOT
set -euo pipefail
root=$1
build=$root/build/bench
echo "机器：$(lscpu | sed -n 's/^Model name: *//p')，$(nproc) 核，$(uname -r)"
for program in "$build"/bin/bench_*; do
    [ -x "$program" ] || continue
    [ "${program##*/}" != bench_pattern ] || continue # plans instances that its caller names
    echo "== ${program##*/}"
    "$program" --benchmark_min_time=0.5
done
