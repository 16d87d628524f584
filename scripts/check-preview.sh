#!/usr/bin/env bash
# Starts the preview server, fetches a preview over HTTP and looks for the rendered mail in it.
set -euo pipefail
cd "$(dirname "$0")/.."
port=${PORT:-34567}
log=$(mktemp)
npm run --silent locales
# `email dev` starts itself again with these flags, as a child that would outlive it; with them, it need not.
node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/.bin/email \
  dev --dir emails --port "$port" > "$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -f "$log"' EXIT

for name in arabic german-with-brand invitation long-name-and-link nothing-known password-changed recovery verification locales/de; do
  page=$(curl --silent --fail --retry 60 --retry-delay 1 --retry-connrefused --max-time 60 \
    "http://localhost:$port/preview/previews/$name") || { cat "$log"; exit 1; }
  grep -qF 'example.com/?token=' <<< "$page" || { echo "The preview $name does not hold the mail."; cat "$log"; exit 1; }
  case $name in
    arabic) grep -qF 'مرحبًا' <<< "$page" && grep -qF 'UTC+02:00' <<< "$page" ;;
    german-with-brand) grep -qF 'Willkommen bei Nordlicht' <<< "$page" ;;
    nothing-known) grep -qF '(UTC)' <<< "$page" ;;
    locales/de) grep -qF 'Guten Tag' <<< "$page" ;;
  esac || { echo "The preview $name is not the mail it should be."; exit 1; }
done
echo "The preview server shows every preview"
