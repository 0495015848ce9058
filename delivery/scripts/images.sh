#!/usr/bin/env bash
# Builds the images of services, scans them, lists what is in them, and pushes them. Nothing is pushed before all have
# passed. Makes the file images/digests: service and digest, a line each. An image of the commit that is in the
# repository already, as a copy of another region or of an earlier run, is taken as it is.
source "$(dirname "$0")/common.sh"
need COMMIT FAIL_ON REPOSITORIES

severities=$("$(dirname "$0")/severities.sh" "$FAIL_ON")
mkdir -p images/sbom
: >images/digests

# repository URL: the name of a repository without its registry
digest_of() {
  aws ecr describe-images --repository-name "${1#*/}" --image-ids "imageTag=$COMMIT" \
    --query 'imageDetails[0].imageDigest' --output text
}

build() {
  local service=$1 url=$2
  docker build --file "services/$service/Dockerfile" --tag "$url:$COMMIT" .
  trivy image --scanners vuln,secret --severity "$severities" --exit-code 1 --quiet "$url:$COMMIT"
  trivy image --format cyclonedx --output "images/sbom/$service.cdx.json" --quiet "$url:$COMMIT"
}

built=()
for pair in $REPOSITORIES; do
  service=${pair%%=*} url=${pair#*=}
  if digest=$(digest_of "$url" 2>/dev/null); then
    echo "$service: the image of $COMMIT is there already."
    echo "$service $digest" >>images/digests
  else
    build "$service" "$url"
    built+=("$pair")
  fi
done

for pair in ${built[@]+"${built[@]}"}; do
  service=${pair%%=*} url=${pair#*=}
  aws ecr get-login-password | docker login --username AWS --password-stdin "${url%%/*}"
  docker push "$url:$COMMIT"
  echo "$service $(digest_of "$url")" >>images/digests
done
cat images/digests
