#!/bin/sh
# Runs a command with a PostgreSQL server of its own: Debian's, in a temporary folder, on a Unix socket
# only, gone afterwards. YANLIAN_TEST_DB tells the command where it is. 77 (skipped) when there is none.
#     tests/support/with_postgresql.sh build/release/tests/test_unit_roster_store
set -u
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ ! -x "$bin/initdb" ]; then
    echo "SKIPPED: no PostgreSQL server (Debian package postgresql-15); nothing was tested against it" >&2
    exit 77
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/yanlian-pg-XXXXXX") || exit 3
# The server refuses to run as root.
as=""
if [ "$(id -u)" = 0 ]; then
    chown nobody "$folder"
    as="runuser -u nobody --"
fi
stop() {
    $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 143' INT TERM HUP
cd "$folder" || exit 3
if ! $as "$bin/initdb" -D "$folder/data" -U yanlian -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$folder.log" 2>&1 ||
   ! $as "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w \
        -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off" \
        start >>"$folder.log" 2>&1; then
    cat "$folder.log" >&2
    rm -f "$folder.log"
    exit 3
fi
rm -f "$folder.log"
cd "$OLDPWD" || exit 3
YANLIAN_TEST_DB="postgresql:///postgres?host=$folder&user=yanlian" "$@"
