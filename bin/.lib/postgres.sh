# Sourced by the scripts in bin/: a scratch PostgreSQL for as long as the script runs.
# It has its own folder and a spare port, writes as durably as a real one, and dies with the script.

pg_bin() { local found; found=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) && dirname "$found"; }

need_postgres() {
  pg_bin >/dev/null && return
  # Debian would start a cluster of its own beside ours.
  packages postgresql-common
  as_root sed -i 's/^#* *create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  packages postgresql
}

spare_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  return 1
}

# start_postgres [FOLDER]   exports BIHUAN_TEST_POSTGRES, a connection string of a superuser. stop_postgres ends it.
# A server in a FOLDER that is named stays there and is started again the next time.
start_postgres() {
  local bin port word as=(setpriv)
  bin=$(pg_bin) port=$(spare_port) pg_kept=${1:-}
  if [ -n "$pg_kept" ]; then
    mkdir -p "$pg_kept"
    pg_home=$(cd "$pg_kept" && pwd)
  else
    pg_home=$(mktemp -d "${TMPDIR:-/tmp}/bihuan-postgres.XXXXXX")
  fi
  [ -f "$pg_home/word" ] || od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$pg_home/word"
  word=$(cat "$pg_home/word")
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" = 0 ]; then
    chown postgres: "$pg_home" "$pg_home/word"
    as+=(--reuid=postgres --regid=postgres --init-groups)
  fi

  [ -f "$pg_home/data/PG_VERSION" ] || (cd "$pg_home" && "${as[@]}" "$bin/initdb" -D "$pg_home/data" -U bihuan -A scram-sha-256 --pwfile="$pg_home/word" \
    -E UTF8 --locale=C.UTF-8 --no-sync >"$pg_home/initdb.log" 2>&1) || { cat "$pg_home/initdb.log" >&2; return 1; }
  (cd "$pg_home" && exec "${as[@]}" --pdeathsig INT "$bin/postgres" -D "$pg_home/data" -p "$port" -k "$pg_home" \
    -c listen_addresses=127.0.0.1 -c max_connections=200 </dev/null >"$pg_home/server.log" 2>&1) &
  pg_process=$!

  for _ in {1..600}; do
    "$bin/pg_isready" -q -h "$pg_home" -p "$port" && break
    kill -0 "$pg_process" 2>/dev/null || { cat "$pg_home/server.log" >&2; return 1; }
    sleep 0.1
  done
  export BIHUAN_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=bihuan;Password=$word;Database=postgres"
  printf '  PostgreSQL on port %s, folder %s\n' "$port" "$pg_home"
}

stop_postgres() {
  [ -n "${pg_process:-}" ] || return 0
  # What is kept is put away properly, so that the next start need not repair it.
  kill -"$([ -n "$pg_kept" ] && echo INT || echo QUIT)" "$pg_process" 2>/dev/null || true
  wait "$pg_process" 2>/dev/null || true
  [ -n "$pg_kept" ] || rm -rf "$pg_home"
  pg_process=
}
