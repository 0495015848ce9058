#!/usr/bin/env bash
# Deploys services: fills in their manifests, asks the cluster whether it takes all of them, applies one after the other and
# waits until it runs. When one does not, all go back to what they were, the last first. A service with two target groups gets its new
# version beside the old one, which goes when all services run.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/render.sh"
source "$(dirname "$0")/traffic.sh"
need CLUSTER PARAMETERS

release=$(artifact release)
rendered=$(mktemp -d)
timeout=${ROLLOUT_TIMEOUT:-15m}
digests=$(cat "$(artifact images_arm64)/digests" "$(artifact images_x86_64)/digests" 2>/dev/null || true)

# Of services with two versions: the color that comes, and the target groups of both, by load balancer.
declare -A color=() pairs=()

choose_color() {
  local service=$1 live
  pairs[$service]=$(jq --compact-output '.Value | fromjson | [{blue: .targetGroupArn, green: .greenTargetGroupArn},
    {blue: .apiTargetGroupArn, green: .greenApiTargetGroupArn}] | map(select(.green))' <"$rendered/$service.json")
  [[ "${pairs[$service]}" != "[]" ]] || return 0
  live=$(live_color "$service" "${pairs[$service]}")
  color[$service]=$(other "$live")
}

other() {
  [[ $1 == blue ]] && echo green || echo blue
}

# In a subshell, so that no service gets values of another.
render_service() (
  local service=$1
  values=$(jq --arg color "${color[$service]:-}" '.Value | fromjson
    | if $color == "green" then .targetGroupArn = .greenTargetGroupArn | .apiTargetGroupArn = .greenApiTargetGroupArn else . end
    | {REPOSITORY_URL: .repositoryUrl, TARGET_GROUP_ARN: .targetGroupArn,
    API_TARGET_GROUP_ARN: .apiTargetGroupArn, MESH_TARGET_GROUP_ARN: .meshTargetGroupArn} + .environment' \
    <"$rendered/$service.json" | exported)
  eval "$values"
  export COLOR SETTINGS_VERSION IMAGE_DIGEST
  COLOR=${color[$service]:-}
  SETTINGS_VERSION=$(jq --raw-output .Version <"$rendered/$service.json")
  # One image serves all models.
  image=$(jq --raw-output --arg service "$service" '.Value | fromjson | .image // $service' <"$rendered/$service.json")
  IMAGE_DIGEST=$(awk -v image="$image" '$1 == image { print $2 }' <<<"$digests")
  render "$release/manifests/services/$service.yaml"
)

# deployment_of SERVICE [COLOR]
deployment_of() {
  echo "deployment/$1${2:+-$2}"
}

# remove_version SERVICE [COLOR]: what a version had for itself, but for the other one and what both share. Without a color it
# is that of a service that had one version only.
remove_version() {
  local kind suffix=${2:+-$2}
  kubectl delete targetgroupbinding "$1$suffix" "$1-api$suffix" --namespace "$1" --ignore-not-found || return 1
  for kind in horizontalpodautoscaler deployment ${2:+service} configmap; do
    kubectl delete "$kind" "$1$suffix" --namespace "$1" --ignore-not-found || return 1
  done
}

apply() {
  kubectl apply --server-side --force-conflicts --field-manager=pipeline --filename "$1" "${@:2}"
}

# Whether the Deployment of a service has come to run what its manifest says.
wait_for() {
  kubectl rollout status "$(deployment_of "$1" "${2:-}")" --namespace "$1" --timeout "$timeout"
}

# start SERVICE: its new version runs, and gets the requests
start() {
  apply "$rendered/$1.yaml" && wait_for "$1" "${color[$1]:-}" || return 1
  [[ -z "${color[$1]:-}" ]] || take_over "$1" "${pairs[$1]}" "${color[$1]}"
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
    if [[ -n "${color[$service]:-}" ]]; then
      echo "$service: going back."
      { shift_to "$service" "${pairs[$service]}" "$(other "${color[$service]}")" 100 &&
        remove_version "$service" "${color[$service]}"; } || broken+=("$service")
    elif [[ -s "$rendered/$service.last" ]]; then
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
for service in "${services[@]}"; do
  parameter "$(value_of "$service" "$PARAMETERS")" >"$rendered/$service.json"
  choose_color "$service"
  render_service "$service" >"$rendered/$service.yaml"
done
for service in "${services[@]}"; do
  last_release "$service" >"$rendered/$service.last"
  apply "$rendered/$service.yaml" --dry-run=server
done

changed=()
for service in "${services[@]}"; do
  changed=("$service" ${changed[@]+"${changed[@]}"})
  if ! start "$service"; then
    go_back "${changed[@]}"
    fail "$service does not run as its manifest says."
  fi
done
for service in "${services[@]}"; do
  remember "$service" "$rendered/$service.yaml"
  [[ -z "${color[$service]:-}" ]] || { remove_version "$service" "$(other "${color[$service]}")" && remove_version "$service"; }
done
