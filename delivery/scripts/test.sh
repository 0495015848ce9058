#!/usr/bin/env bash
# Builds and tests the commit, and makes the release: what later steps deploy, beside the images.
source "$(dirname "$0")/common.sh"
need ENVIRONMENT

npm ci --ignore-scripts --no-audit --no-fund
npm run lint
npm run types
npm run test:unit
npm run synth
node delivery/scripts/release.mjs "$ENVIRONMENT" release
