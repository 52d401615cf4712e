#!/usr/bin/env bash
# Plays a session in Debian's Neovim, without a screen, on a copy of tests/editor/project; then holds the printed schemas
# against ajv and yaml-language-server. Usage: check_editor.sh PROGRAM
set -euo pipefail

program=$(realpath "${1:?usage: check_editor.sh PROGRAM}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh neovim
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r tests/editor/project/. "$folder"
# Settings of the person who runs this must not matter.
export HOME="$folder/home" XDG_CONFIG_HOME="$folder/home" XDG_DATA_HOME="$folder/home" XDG_STATE_HOME="$folder/home" \
  XDG_CACHE_HOME="$folder/home"
mkdir -p "$HOME"
WEIR_PROGRAM="$program" WEIR_FOLDER="$folder" timeout 120 \
  nvim --headless -u NONE -i NONE -n -S tests/editor/session.lua

# The schemas, with the tools that editors use for them, in the versions of the lock file.
command -v npm > /dev/null || scripts/setup.sh npm
cp -r tests/editor/schema "$folder/schema"
rm -rf "$folder/schema/node_modules"
(cd "$folder/schema" && npm ci --no-audit --no-fund --silent)
node "$folder/schema/check.mjs" "$program" "$PWD"
