# Sourced by the scripts in bin/: the project's root, steps that tell their seconds, and what to install.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
product=$root/artifacts/ready/product/bihuan.dll
bench=$root/artifacts/ready/bench/bihuan-bench.dll

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that outlive a script keep its output open, and whoever reads it waits for them.
export MSBUILDDISABLENODEREUSE=1

# step WORDS… -- COMMAND…   runs the command and says how long it took.
step() {
  local words=() began=$EPOCHREALTIME
  while [ "$1" != -- ]; do words+=("$1"); shift; done
  shift
  printf '▸ %s\n' "${words[*]}"
  "$@" || return
  printf '  %s s\n' "$(seconds "$began")"
}

# seconds SINCE   the seconds since a value of $EPOCHREALTIME, to a tenth.
seconds() {
  local tenths=$(( (${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000 ))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# packages PACKAGE…   installs Debian packages, saying which.
packages() {
  command -v apt-get >/dev/null || { echo "Missing: $*. This is not Debian: please install them yourself." >&2; return 1; }
  printf '  installing %s with apt-get\n' "$*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_dotnet() {
  command -v dotnet >/dev/null && return
  echo "Bihuan is built with the .NET 10 SDK, which Debian does not carry: https://dotnet.microsoft.com/download" >&2
  return 1
}

# Small pictures of evidence; without the tool pages show the pictures themselves, so its absence stops nothing.
need_thumbnails() { command -v vipsthumbnail >/dev/null || packages libvips-tools || true; }

need_node() { command -v npm >/dev/null || packages nodejs npm; }
