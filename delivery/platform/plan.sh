#!/usr/bin/env bash
# plan.sh ENVIRONMENT: plans of the stacks that change in plans/, the report with times in plan.json.
set -euo pipefail
npx strata plan "$1-*" --out plans --report plan.json
