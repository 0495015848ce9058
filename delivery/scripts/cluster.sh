#!/usr/bin/env bash
# Applies what the whole cluster has: namespaces, rights, nodes of Auto Mode, and charts in their pinned versions. Helm takes
# a chart back that does not work.
source "$(dirname "$0")/common.sh"
source "$(dirname "$0")/render.sh"
need CLUSTER PARAMETER

release=$(artifact release)
rendered=$(mktemp -d)
aws eks update-kubeconfig --name "$CLUSTER"
values=$(parameter "$PARAMETER" | jq '.Value | fromjson
  | {VPC_ID: .vpcId, SECURITY_GROUP_ID: .securityGroupId, VOLUMES_KEY_ARN: .volumesKeyArn} + (.more // {})' | exported)
eval "$values"

# All of it, before any of it.
render "$release/manifests/cluster.yaml" >"$rendered/cluster.yaml"
while read -r name _; do
  render "$release/manifests/helm/$name.yaml" >"$rendered/$name.yaml"
done <"$release/charts"

kubectl apply --server-side --force-conflicts --field-manager=pipeline --filename "$rendered/cluster.yaml"
while read -r name namespace repository version; do
  helm upgrade "$name" "$name" --install --repo "$repository" --version "$version" --namespace "$namespace" \
    --values "$rendered/$name.yaml" --rollback-on-failure --wait --timeout 10m
done <"$release/charts"
