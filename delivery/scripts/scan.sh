#!/usr/bin/env bash
# Static analysis, audit of dependencies, search for secrets. Every check runs, and any of them ends the delivery.
source "$(dirname "$0")/common.sh"
need FAIL_ON

# npm says moderate for what others call medium.
level=${FAIL_ON/medium/moderate}
failed=()
check() {
  local what=$1
  shift
  echo "== $what"
  "$@" || failed+=("$what")
}

npm ci --ignore-scripts --no-audit --no-fund
npm run synth
check "static analysis of the infrastructure" npx strata policy
check "static analysis of Dockerfiles and manifests" \
  trivy fs --scanners misconfig --severity "$(delivery/scripts/severities.sh "$FAIL_ON")" --exit-code 1 --quiet services
check "audit of dependencies" npm audit --audit-level="$level"
check "signatures of dependencies" npm audit signatures
check "search for secrets" trivy fs --scanners secret --exit-code 1 --quiet --skip-dirs node_modules --skip-dirs cdktf.out .

[[ ${#failed[@]} -eq 0 ]] || fail "found something: $(IFS=,; echo "${failed[*]}")."
