# Sourced by the scripts in bin/: builds what has changed, and nothing else.
# A stamp under artifacts/stamps holds the hash of the files that the last good build was made from.

stamps=$root/artifacts/stamps
client=$root/src/Bihuan/Client

# fingerprint PATH…   one hash over names and contents, whether git knows the files or not.
fingerprint() {
  (cd "$root" && find "$@" \( -name node_modules -o -name built -o -name bin -o -name obj \) -prune -o -type f -print0 2>/dev/null || true) |
    LC_ALL=C sort -z | (cd "$root" && xargs -0 -r sha256sum) | sha256sum | cut -d' ' -f1
}

client_inputs() { fingerprint src/Bihuan/Client; }
product_inputs() { fingerprint src packs Directory.Build.props Directory.Packages.props global.json .editorconfig; }

bench_inputs() { fingerprint bench src packs Directory.Build.props Directory.Packages.props global.json .editorconfig; }

is_stamped() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { mkdir -p "$stamps" && printf '%s\n' "$2" >"$stamps/$1"; }

build_client() {
  [ -f "$client/package.json" ] || return 0
  local now; now=$(client_inputs)
  if is_stamped client "$now" && [ -d "$root/src/Bihuan/wwwroot/built" ] && [ -d "$client/node_modules" ]; then return 0; fi
  need_node
  step 'scripts and styles: npm ci, npm run build' -- npm_build
  stamp client "$now"
}

npm_build() { (cd "$client" && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build); }

build_product() { build_ready product src/Bihuan "$product" "$(product_inputs)"; }

build_bench() { build_ready bench bench/Bihuan.Bench "$bench" "$(bench_inputs)"; }

# build_ready NAME PROJECT DLL INPUTS
build_ready() {
  need_dotnet
  build_client
  if is_stamped "$1" "$4" && [ -f "$3" ]; then return 0; fi
  step "$1: dotnet publish" -- publish "$root/$2" "$(dirname "$3")"
  stamp "$1" "$4"
}

# With native code made ahead it starts in half the time. Where what makes it cannot be fetched, the same program starts without.
# Analyzers are for those who change the code: bin/test.
publish() {
  local words=("$1" -c Release -v q --nologo) ahead=()
  if [ "$(uname -sm)" = 'Linux x86_64' ]; then
    ahead=(-r linux-x64 --no-self-contained -p:PublishReadyToRun=true)
    dotnet restore "$1" -v q --nologo -r linux-x64 -p:PublishReadyToRun=true || { ahead=(); echo '  no native code ahead'; }
  fi
  dotnet publish "${words[@]}" "${ahead[@]}" -p:RunAnalyzers=false -o "$2"
}
