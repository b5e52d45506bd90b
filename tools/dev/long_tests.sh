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
    (cd "build/$1" && ctest --output-on-failure -j "$(nproc)" --no-tests=error -R "$2")
}
sanitized asan-ubsan .
# Only these programs start a second thread.
sanitized tsan '^(property|unit/sim/(crowd|fire))$' test_property test_unit_sim_crowd test_unit_sim_fire

echo "== fuzzers, $seconds s each"
cmake --preset fuzz >/dev/null
ninja -C build/fuzz fuzzers
for fuzzer in build/fuzz/tests/fuzz/*_fuzz; do
    name=$(basename "$fuzzer")
    work=$(mktemp -d)
    "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 "$work" "tests/fuzz/corpus/$name"
    rm -r "$work"
done

echo "== verification"
build/release/bin/yanlian verify
