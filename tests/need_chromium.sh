#!/bin/sh
# Ensures there is a Chromium for the browser tests: from apt-get where we may, else says what to install.
set -eu

installed() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

installed >/dev/null && exit 0

if may_install; then
    echo "Installing Chromium for the browser tests."
    as_root apt-get -qq update
    # Without a font of known widths, text is laid out differently on every machine.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
        chromium fonts-liberation >/dev/null
fi

installed >/dev/null || {
    echo "The browser tests need Chromium. Install it, so that 'chromium' or 'google-chrome' starts it," >&2
    echo "or leave these tests out: make test SKIP=chromium" >&2
    exit 1
}
