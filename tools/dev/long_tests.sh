#!/usr/bin/env bash
# What `./yl test --long` adds: sanitizers, fuzzers, verification, full counts. Usage: long_tests.sh ROOT
set -euo pipefail
root=$1
seconds=${YANLIAN_FUZZ_SECONDS:-600}
cd "$root"

for preset in asan-ubsan tsan; do
    echo "== $preset"
    cmake --preset "$preset" >/dev/null
    ninja -C "build/$preset"
    (cd "build/$preset" && ctest --output-on-failure -j "$(nproc)" --no-tests=error)
done

echo "== fuzzers, $seconds s each"
cmake --preset fuzz >/dev/null
ninja -C build/fuzz
for fuzzer in build/fuzz/tests/fuzz/*_fuzz; do
    name=$(basename "$fuzzer")
    work=$(mktemp -d)
    "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 "$work" "tests/fuzz/corpus/$name"
    rm -r "$work"
done

echo "== verification"
build/release/bin/yanlian verify
