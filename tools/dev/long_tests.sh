#!/usr/bin/env bash
# What `./yl test --long` adds to the short tests: full counts, sanitizers, fuzzers, verification.
# Usage: long_tests.sh ROOT; needs build/release. YANLIAN_FUZZ_SECONDS: for each fuzzer, default 600.
set -euo pipefail
root=$1
seconds=${YANLIAN_FUZZ_SECONDS:-600}
cd "$root"

echo "== full counts"
(cd build/release && YANLIAN_LONG=1 YANLIAN_KILLS=200 ctest --output-on-failure -j "$(nproc)" --no-tests=error)

# sanitized PRESET TESTS: short counts, they take ten times as long here; TESTS is a regular expression.
sanitized() {
    echo "== $1"
    cmake --preset "$1" >/dev/null
    ninja -C "build/$1" "${@:3}"
    ctest --preset "$1" -j "$(nproc)" --no-tests=error -R "$2"
}
sanitized asan-ubsan .
# Only these programs start a second thread.
sanitized tsan '^(property|unit/sim/(crowd|fire))$' test_property test_unit_sim_crowd test_unit_sim_fire

echo "== fuzzers, $seconds s each"
cmake --preset fuzz >/dev/null
ninja -C build/fuzz fuzzers
# fuzz FUZZER: its own work folder; a crash leaves its input and its log beside the build.
fuzz() {
    local name work
    name=$(basename "$1")
    work=$(mktemp -d)
    "$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="build/fuzz/$name-" \
        "$work" "tests/fuzz/corpus/$name" >"build/fuzz/$name.log" 2>&1 || { tail -n 40 "build/fuzz/$name.log"; rm -r "$work"; return 1; }
    rm -r "$work"
    echo "$name: $(grep number_of_executed_units "build/fuzz/$name.log")"
}
export -f fuzz
export seconds
printf '%s\0' build/fuzz/tests/fuzz/*_fuzz | xargs -0 -n 1 -P "$(nproc)" bash -euo pipefail -c 'fuzz "$0"'

echo "== verification"
build/release/bin/yanlian verify
