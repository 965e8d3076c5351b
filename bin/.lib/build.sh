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

build_product() {
  need_dotnet
  build_client
  local now; now=$(product_inputs)
  if is_stamped product "$now" && [ -f "$product" ]; then return 0; fi
  step 'product: dotnet build' -- dotnet build "$root/src/Bihuan" -c Release -v q --nologo
  stamp product "$now"
}

build_bench() {
  need_dotnet
  build_client
  local now; now=$(bench_inputs)
  if is_stamped bench "$now" && [ -f "$bench" ]; then return 0; fi
  step 'benches: dotnet build' -- dotnet build "$root/bench/Bihuan.Bench" -c Release -v q --nologo
  stamp bench "$now"
}
