#!/usr/bin/env bash
# seal.sh: plans/ as plans.tar.gpg, encrypted with PLAN_PASSPHRASE; changed in any way, it does not open.
set -euo pipefail
: "${PLAN_PASSPHRASE:?expected a passphrase, got nothing}"
tar --create plans | gpg --batch --pinentry-mode loopback --yes --symmetric --cipher-algo AES256 --passphrase-fd 3 --output plans.tar.gpg 3<<<"$PLAN_PASSPHRASE"
rm -rf plans
