#!/usr/bin/env bash
# Installs the Debian packages that the build needs and that are missing, and those named as arguments. Quiet when
# nothing is missing.
set -euo pipefail

packages=(
  g++ cmake ninja-build make ccache pkg-config git
  libyaml-cpp-dev libboost-dev libfmt-dev libcli11-dev nlohmann-json3-dev
  libmd-dev libutf8proc-dev libpugixml-dev libgit2-dev libsimdjson-dev zlib1g-dev libcsv-dev iso-codes catch2
  python3-jsonschema python3-yaml
  "$@"
)

if ! command -v dpkg-query > /dev/null; then
  echo "setup: this is no Debian system; please install what these packages hold: ${packages[*]}" >&2
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done
((${#missing[@]} == 0)) && exit 0

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo > /dev/null; then
    echo "setup: please install as root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "setup: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
if ! "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}" > /dev/null 2>&1; then
  # The lists may be old or absent: fetch them and try once more, this time showing what goes wrong.
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi
