#!/usr/bin/env bash
# The ledger's figures of docs/performance.md. Usage: bench_ledger.sh PROGRAM [SIZE] [YEARS]
# Makes the ledger in a folder of its own, then times the bulletin and the lists in CPU and wall time.
set -euo pipefail
program=$1
size=${2:-city}
years=${3:-1}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$root/tools/dev/make_city.py" "$size" "$folder/ledger.yanlian.db" --years "$years"
TIMEFORMAT='%U + %S CPU s, %R s'
for command in "bulletin --half 2026H1" "bulletin --half 2026H1 --explain trained" "due" "finding list" \
    "inspection list --missed" "org list"; do
    echo "== $command"
    # shellcheck disable=SC2086 # words of the command
    time "$program" $command --db "$folder/ledger.yanlian.db" --today 2026-07-15 > /dev/null
done
