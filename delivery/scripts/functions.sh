#!/usr/bin/env bash
# Deploys functions: CodeDeploy moves the alias `live` of each to the version whose package is that of the commit, as its
# deployment group says, and goes back on an alarm, together with those that were moved before. The function EVALUATION
# judges those of EVALUATED: if it refuses a new version, none of them moves.
source "$(dirname "$0")/common.sh"
need APPLICATION FUNCTIONS GROUPS_OF_DEPLOYMENT

release=$(artifact release)
revision=$(mktemp)

# deploy NAME FROM TO [ROLLOUT]
deploy() {
  local name=$1 function id
  function=$(value_of "$name" "$FUNCTIONS")
  jq --null-input --arg function "$function" --arg from "$2" --arg to "$3" '{
    version: 0.0,
    Resources: [{live: {Type: "AWS::Lambda::Function", Properties:
      {Name: $function, Alias: "live", CurrentVersion: $from, TargetVersion: $to}}}]
  } | {revisionType: "AppSpecContent", appSpecContent: {content: tojson}}' >"$revision"
  id=$(aws deploy create-deployment --application-name "$APPLICATION" \
    --deployment-group-name "$(value_of "$name" "$GROUPS_OF_DEPLOYMENT")" ${4:+--deployment-config-name "$4"} \
    --revision "file://$revision" --query deploymentId --output text)
  echo "$name: version $2 to $3, deployment $id"
  aws deploy wait deployment-successful --deployment-id "$id"
}

live_version() {
  aws lambda get-alias --function-name "$1" --name live --query FunctionVersion --output text
}

# The newest version with that package. Terraform publishes versions, so there is none before the apply.
version_of() {
  aws lambda list-versions-by-function --function-name "$1" \
    --query "Versions[?CodeSha256=='$2' && Version!='\$LATEST'].Version | [-1]" --output text
}

# evaluate NAME VERSION. The answer takes as long as all trials do: the CLI waits for it, and asks once.
evaluate() {
  local answer outcome
  answer=$(mktemp)
  outcome=$(AWS_MAX_ATTEMPTS=1 aws lambda invoke --function-name "$EVALUATION" --cli-read-timeout 0 \
    --cli-binary-format raw-in-base64-out \
    --payload "$(jq --null-input --compact-output --arg name "$1" --arg version "$2" '{application: $name, version: $version}')" \
    --query FunctionError --output text "$answer") || return 1
  cat "$answer"
  echo
  [[ "$outcome" == None ]]
}

# All that is to do, before any of it.
plan=()
while read -r name sum; do
  [[ " $FUNCTIONS " == *" $name="* ]] || continue
  function=$(value_of "$name" "$FUNCTIONS")
  from=$(live_version "$function")
  to=$(version_of "$function" "$sum")
  [[ "$to" != None && -n "$to" ]] || fail "$name: expected a version with the package of this commit. Apply the commit first."
  if [[ "$from" == "$to" ]]; then echo "$name: version $to is live already."; else plan+=("$name $from $to"); fi
done <"$release/functions"

# An earlier version was good enough before.
for step in ${plan[@]+"${plan[@]}"}; do
  read -r name from to <<<"$step"
  [[ " ${EVALUATED:-} " != *" $name "* ]] || ((to < from)) || evaluate "$name" "$to" ||
    fail "$name: version $to was not found good enough. All stay as they are."
done

moved=()
for step in ${plan[@]+"${plan[@]}"}; do
  read -r name from to <<<"$step"
  if ! deploy "$name" "$from" "$to"; then
    for earlier in ${moved[@]+"${moved[@]}"}; do
      read -r other was is <<<"$earlier"
      deploy "$other" "$is" "$was" CodeDeployDefault.LambdaAllAtOnce || echo "error: could not go back: $other." >&2
    done
    fail "$name did not become version $to."
  fi
  moved=("$step" ${moved[@]+"${moved[@]}"})
done
