#!/usr/bin/env bash
# open.sh: plans/ out of plans.tar.gpg, which seal.sh wrote.
set -euo pipefail
: "${PLAN_PASSPHRASE:?expected a passphrase, got nothing}"
gpg --batch --pinentry-mode loopback --decrypt --passphrase-fd 3 --output plans.tar plans.tar.gpg 3<<<"$PLAN_PASSPHRASE"
tar --extract --file plans.tar
rm plans.tar
