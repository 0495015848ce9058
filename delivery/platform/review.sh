#!/usr/bin/env bash
# review.sh BASE [ENVIRONMENTS] [PLANS]: reports in review/. Changes and dangers are for people to judge: only a report that cannot be made fails.
set -uo pipefail
base=$1 environments=${2:-*} plans=${3:-}
npx strata review "$environments" --base "$base" --out review ${plans:+--plans "$plans"}
code=$?
[ "$code" -ne 1 ]
