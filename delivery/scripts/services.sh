#!/usr/bin/env bash
# Deploys services: fills in their manifests, asks the cluster whether it takes all of them, applies one after the other and
# waits until it runs. When one does not, all go back to what they were, the last first.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/render.sh"
need CLUSTER PARAMETERS

release=$(artifact release)
rendered=$(mktemp -d)
timeout=${ROLLOUT_TIMEOUT:-15m}
digests=$(cat "$(artifact images_arm64)/digests" "$(artifact images_x86_64)/digests" 2>/dev/null || true)

# In a subshell, so that no service gets values of another.
render_service() (
  local service=$1 parameter
  parameter=$(parameter "$(value_of "$service" "$PARAMETERS")")
  values=$(jq '.Value | fromjson | {REPOSITORY_URL: .repositoryUrl, TARGET_GROUP_ARN: .targetGroupArn,
    API_TARGET_GROUP_ARN: .apiTargetGroupArn, MESH_TARGET_GROUP_ARN: .meshTargetGroupArn} + .environment' <<<"$parameter" | exported)
  eval "$values"
  export SETTINGS_VERSION IMAGE_DIGEST
  SETTINGS_VERSION=$(jq --raw-output .Version <<<"$parameter")
  IMAGE_DIGEST=$(awk -v service="$service" '$1 == service { print $2 }' <<<"$digests")
  render "$release/manifests/services/$service.yaml"
)

apply() {
  kubectl apply --server-side --force-conflicts --field-manager=pipeline --filename "$1" "${@:2}"
}

# Whether the Deployment of a service has come to run what its manifest says.
wait_for() {
  kubectl rollout status "deployment/$1" --namespace "$1" --timeout "$timeout"
}

# What ran before is in the cluster, as the manifest that was applied.
last_release() {
  kubectl get configmap last-release --namespace "$1" --ignore-not-found --output 'jsonpath={.data.manifest}'
}

remember() {
  kubectl create configmap last-release --namespace "$1" --from-file "manifest=$2" --dry-run=client --output yaml \
    >"$rendered/$1.release"
  apply "$rendered/$1.release"
}

go_back() {
  local service broken=()
  for service in "$@"; do
    if [[ -s "$rendered/$service.last" ]]; then
      echo "$service: going back."
      { apply "$rendered/$service.last" && wait_for "$service"; } || broken+=("$service")
    else
      echo "$service: there was none before. Taking it away."
      kubectl delete --ignore-not-found --filename "$rendered/$service.yaml" || broken+=("$service")
    fi
  done
  [[ ${#broken[@]} -eq 0 ]] || echo "error: could not go back: ${broken[*]}. See the runbook." >&2
}

aws eks update-kubeconfig --name "$CLUSTER"
services=()
for pair in $PARAMETERS; do services+=("${pair%%=*}"); done
for service in "${services[@]}"; do render_service "$service" >"$rendered/$service.yaml"; done
for service in "${services[@]}"; do
  last_release "$service" >"$rendered/$service.last"
  apply "$rendered/$service.yaml" --dry-run=server
done

changed=()
for service in "${services[@]}"; do
  changed=("$service" ${changed[@]+"${changed[@]}"})
  if ! apply "$rendered/$service.yaml" || ! wait_for "$service"; then
    go_back "${changed[@]}"
    fail "$service does not run as its manifest says."
  fi
done
for service in "${services[@]}"; do remember "$service" "$rendered/$service.yaml"; done
