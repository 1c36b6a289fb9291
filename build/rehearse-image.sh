#!/usr/bin/env bash
# The steps of the Dockerfile without a container engine, as root on Linux: the same files, a locked restore, a publish that
# finds no npm, then the program as an unprivileged user. Fails when a step fails or when anything outside the data folder
# was written. Needs dotnet, npm, curl and setpriv.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
port=${1:-8087}
user=1654

mkdir -p "$root/assets" "$root/context" "$root/src/MediaInsight" "$root/bin"
git ls-files -co --exclude-standard | tar cf - -T - | tar xf - -C "$root/context"

echo "assets"
cp MediaInsight/package.json MediaInsight/package-lock.json "$root/assets"
(cd "$root/assets" && npm ci --ignore-scripts --no-audit --no-fund --silent)

echo "restore, locked, from what the first layer copies"
cd "$root/context"
cp global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt "$root/src"
cp -r build "$root/src/build"
cp MediaInsight/MediaInsight.csproj MediaInsight/packages.lock.json "$root/src/MediaInsight"
cd "$root/src"
export CI=true
dotnet restore MediaInsight --locked-mode -p:ReadyToRun=x64 -v q

echo "publish, without npm"
cp -r "$root/context/MediaInsight/." MediaInsight
cp -r "$root/assets/node_modules" MediaInsight/node_modules
for tool in dotnet sh chmod; do ln -s "$(readlink -f "$(command -v $tool)")" "$root/bin/$tool"; done
architecture=$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)
PATH="$root/bin" dotnet publish MediaInsight -c Release --no-restore -o "$root/out" -p:SkipNpmInstall=true -p:ReadyToRun="$architecture" -v q -nologo

echo "run as user $user"
chmod -R a+rX "$root/out"
install -d -m 0700 -o $user -g $user "$root/data"
touch "$root/begun"
cd "$root/out"
MediaInsight__DataPath="$root/data" ASPNETCORE_HTTP_PORTS=$port DOTNET_EnableDiagnostics=0 HOME=/nonexistent \
    setpriv --reuid $user --regid $user --clear-groups timeout 60 dotnet MediaInsight.dll --demo >"$root/run.log" 2>&1 &
program=$!
if ! curl -fsS --retry 60 --retry-delay 1 --retry-connrefused --retry-all-errors "http://127.0.0.1:$port/health" 2>/dev/null; then
    cat "$root/run.log"
    exit 1
fi
echo
kill $program
wait $program || true
elsewhere=$(find / -xdev -uid $user -newer "$root/begun" -not -path '/proc/*' -not -path "$root/data*" 2>/dev/null || true)
if [ -n "$elsewhere" ]; then
    echo "written outside the data folder: $elsewhere"
    exit 1
fi
echo "the image's steps work; only the data folder was written"
