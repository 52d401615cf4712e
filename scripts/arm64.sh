#!/usr/bin/env bash
# Builds weir and its tests for 64-bit Arm from the same source, with Debian's cross compiler and its packages for
# that machine unpacked into a folder, and runs tests on an emulated processor (slow; not part of `make check`).
#   scripts/arm64.sh BUILD_FOLDER [TESTS]      TESTS as Catch2 takes them; without: all but those that take minutes
set -euo pipefail

build=${1:?usage: arm64.sh BUILD_FOLDER [TESTS]}
tests=${2:-"~[property]~[regimes]~[docs]~[lsp]~[mutation]~[golden]"}
source=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")
mkdir -p "$build"
build=$(realpath "$build")
"$source/scripts/setup.sh" g++-aarch64-linux-gnu qemu-user-static

# Debian's packages for Arm, by a package manager that knows of no other machine and installs nothing here.
apt=$build/apt sysroot=$build/sysroot
if [[ ! -e $sysroot/ready ]]; then
  mkdir -p "$apt"/{lists,cache}/partial "$apt/cache/archives/partial" "$sysroot"
  : > "$apt/status"
  options=(-o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache"
    -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o APT::Sandbox::User= -o Debug::NoLocking=true -qq)
  apt-get "${options[@]}" update
  apt-get "${options[@]}" install -y --no-install-recommends --download-only \
    libc6-dev libyaml-cpp-dev libboost-dev libfmt-dev libcli11-dev nlohmann-json3-dev libmd-dev libutf8proc-dev \
    libpugixml-dev libgit2-dev libsimdjson-dev zlib1g-dev libcsv-dev iso-codes catch2 libstdc++6
  for package in "$apt"/cache/archives/*.deb; do dpkg -x "$package" "$sysroot"; done
  touch "$sysroot/ready"
fi

export PKG_CONFIG_SYSROOT_DIR=$sysroot PKG_CONFIG_PATH=
export PKG_CONFIG_LIBDIR=$sysroot/usr/lib/aarch64-linux-gnu/pkgconfig:$sysroot/usr/share/pkgconfig
cmake -S "$source" -B "$build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$source/cmake/arm64.cmake" \
  -DWEIR_SYSROOT="$sysroot" -DCMAKE_BUILD_TYPE=Release -DCMAKE_MESSAGE_LOG_LEVEL=WARNING
cmake --build "$build" --target weir weir_tests
emulated() { qemu-aarch64-static -L "$sysroot" "$@"; }
emulated "$build/weir" --version
emulated "$build/tests/weir_tests" "$tests"
