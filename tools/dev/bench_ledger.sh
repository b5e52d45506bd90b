#!/usr/bin/env bash
# The ledger's figures of docs/performance.md. Usage: bench_ledger.sh PROGRAM [SIZE] [YEARS]
# Makes the ledger in a folder of its own, then times the bulletin and the lists in CPU and wall time.
# With a server beside it, the same ledger there, client and server counted together:
#     tests/support/with_postgresql.sh tools/dev/bench_ledger.sh PROGRAM [SIZE] [YEARS]
set -euo pipefail
program=$1
size=${2:-city}
years=${3:-1}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
file=$folder/ledger.yanlian.db
python3 "$root/tools/dev/make_city.py" "$size" "$file" --years "$years"
server=${YANLIAN_TEST_DB:-}
postmaster=
if [ -n "$server" ]; then
    postmaster=$(head -n 1 "$(sed 's/.*host=\([^&]*\).*/\1/' <<<"$server")/data/postmaster.pid")
    psql "$server" -Xqc 'CREATE DATABASE bench'
    server=${server/\/postgres\?/\/bench?}
    "$program" org list --db "$file" > /dev/null # up to today's schema
    "$program" org list --db "$server" > /dev/null
    "$root/tools/dev/ledger_to_server.py" "$file" "$server"
fi
# CPU seconds of all connections that the server has closed; empty without a server.
server_cpu_s() { [ -z "$postmaster" ] || awk -v hz="$(getconf CLK_TCK)" '{ print ($16 + $17) / hz }' "/proc/$postmaster/stat"; }
TIMEFORMAT='client %U + %S CPU s, %R s wall'
measure() {
    local before after
    before=$(server_cpu_s)
    # shellcheck disable=SC2086 # words of the command
    time "$program" $1 --db "$2" > /dev/null
    [ "$2" = "$file" ] && return
    sleep 0.3 # until the server has noticed
    after=$(server_cpu_s)
    awk -v a="$before" -v b="$after" 'BEGIN { printf "server %.2f CPU s\n", b - a }' >&2
}
day="--today 2026-07-15"
for command in "bulletin --half 2026H1 $day" "bulletin --half 2026H1 --explain trained $day" "due $day" \
    "finding list $day" "inspection list --missed $day" "people $day" "competence $day" "org list"; do
    echo "== $command"
    measure "$command" "$file"
    if [ -n "$server" ]; then measure "$command" "$server"; fi
done
