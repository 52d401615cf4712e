#!/usr/bin/env bash
# Plays a session in Debian's Neovim and one in its Emacs, without a screen, each on a copy of tests/editor/project; then holds
# the printed schemas against ajv and yaml-language-server, and SARIF against its schema. Usage: check_editor.sh PROGRAM
set -euo pipefail

program=$(realpath "${1:?usage: check_editor.sh PROGRAM}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh neovim emacs-nox elpa-eglot elpa-yaml-mode
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Settings of the person who runs this must not matter.
export HOME="$folder/home" XDG_CONFIG_HOME="$folder/home" XDG_DATA_HOME="$folder/home" XDG_STATE_HOME="$folder/home" \
  XDG_CACHE_HOME="$folder/home"
mkdir -p "$HOME"

echo "Neovim"
cp -r tests/editor/project "$folder/neovim"
WEIR_PROGRAM="$program" WEIR_FOLDER="$folder/neovim" timeout 120 \
  nvim --headless -u NONE -i NONE -n -S tests/editor/session.lua

echo "Emacs"
cp -r tests/editor/project "$folder/emacs"
# What it says of itself is shown only if the session fails.
if ! WEIR_PROGRAM="$program" WEIR_FOLDER="$folder/emacs" timeout 240 \
  emacs --batch -q -l tests/editor/session.el 2> "$folder/emacs.log"; then
  tail -n 20 "$folder/emacs.log" >&2
  exit 1
fi

# The schemas, with the tools that editors use for them, in the versions of the lock file.
echo "Schemas"
command -v npm > /dev/null || scripts/setup.sh npm
cp -r tests/editor/schema "$folder/schema"
rm -rf "$folder/schema/node_modules"
(cd "$folder/schema" && npm ci --no-audit --no-fund --silent)
node "$folder/schema/check.mjs" "$program" "$PWD"

echo "SARIF"
node "$folder/schema/sarif.mjs" "$program" "$PWD"
