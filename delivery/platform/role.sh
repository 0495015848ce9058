#!/usr/bin/env bash
# role.sh PHASE ENVIRONMENT COMMAND…: runs the command with the role in PLAN_ROLE_<ENVIRONMENT> or APPLY_ROLE_<ENVIRONMENT>,
# of the output delivery_role_arns of the stack <environment>-security. AWS asks for the token in
# AWS_WEB_IDENTITY_TOKEN_FILE where there is one, else for the role of the agent: of its instance, or where
# AWS_CREDENTIAL_SOURCE says.
set -euo pipefail
name=${1^^}_ROLE_${2^^}
role=${!name:-}
if [ -z "$role" ]; then
  echo "$name: expected the ARN of a role, got nothing" >&2
  exit 1
fi
shift 2
if [ -n "${AWS_WEB_IDENTITY_TOKEN_FILE:-}" ]; then
  export AWS_ROLE_ARN=$role
else
  AWS_CONFIG_FILE=$(mktemp)
  trap 'rm "$AWS_CONFIG_FILE"' EXIT
  printf '[profile pipeline]\nrole_arn = %s\ncredential_source = %s\n' "$role" "${AWS_CREDENTIAL_SOURCE:-Ec2InstanceMetadata}" > "$AWS_CONFIG_FILE"
  export AWS_CONFIG_FILE AWS_PROFILE=pipeline AWS_SDK_LOAD_CONFIG=1
fi
"$@"
