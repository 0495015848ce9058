#!/usr/bin/env bash
# Asks what was deployed whether it works: a request for each entry of SMOKE_TESTS, with name, status and address.
source "$(dirname "$0")/common.sh"
need SMOKE_TESTS

failed=()
while read -r name status address; do
  got=$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 10 --retry 5 --retry-delay 5 \
    --retry-all-errors "$address") || true
  echo "$name: $address answered $got"
  [[ "$got" == "$status" ]] || failed+=("$name (expected $status, got $got)")
done < <(tr ';' '\n' <<<"$SMOKE_TESTS")

[[ ${#failed[@]} -eq 0 ]] || fail "$(IFS=,; echo "${failed[*]}")."
