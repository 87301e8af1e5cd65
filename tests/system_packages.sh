#!/usr/bin/env bash
# Chromium, ffmpeg, nginx, curl and openssl, which some tests drive: installs what is missing where it may, else prints the exact command.
set -euo pipefail

missing=()
command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null || missing+=(chromium)
command -v ffmpeg > /dev/null || missing+=(ffmpeg)
command -v curl > /dev/null || missing+=(curl)
command -v openssl > /dev/null || missing+=(openssl)
command -v nginx > /dev/null || [[ -x /usr/sbin/nginx ]] || missing+=(nginx-light)
[[ ${#missing[@]} == 0 ]] && exit 0

if [[ "$(id -u)" == 0 ]] && command -v apt-get > /dev/null; then
    echo "Installing for the tests: ${missing[*]} ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
else
    echo "The tests need ${missing[*]}. Install them with: sudo apt-get install ${missing[*]}" >&2
    exit 1
fi
