#!/usr/bin/env bash
# tools.sh NAME...: installs programs in pinned versions, checked against the sums below, into $TOOLS (default .tools).
# A program that is there already, in an image of an agent, is taken as it is.
source "$(dirname "$0")/common.sh"

tools=${TOOLS:-.tools}
mkdir -p "$tools"

# name and machine | address | SHA-256 | program within the archive
pins() {
  cat <<'PINS'
kubectl-aarch64|https://dl.k8s.io/release/v1.35.0/bin/linux/arm64/kubectl|58f82f9fe796c375c5c4b8439850b0f3f4d401a52434052f2df46035a8789e25|
kubectl-x86_64|https://dl.k8s.io/release/v1.35.0/bin/linux/amd64/kubectl|a2e984a18a0c063279d692533031c1eff93a262afcc0afdc517375432d060989|
helm-aarch64|https://get.helm.sh/helm-v4.1.4-linux-arm64.tar.gz|13d03672be289045d2ff00e4e345d61de1c6f21c1257a45955a30e8ae036d8f1|linux-arm64/helm
trivy-aarch64|https://github.com/aquasecurity/trivy/releases/download/v0.74.0/trivy_0.74.0_Linux-ARM64.tar.gz|b94ce1976bbf3c15b514b605ee88be7c6d94a29be2302847ff01cb794d47aad5|trivy
trivy-x86_64|https://github.com/aquasecurity/trivy/releases/download/v0.74.0/trivy_0.74.0_Linux-64bit.tar.gz|2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a|trivy
PINS
}

for name in "$@"; do
  ! command -v "$name" >/dev/null || continue
  IFS='|' read -r _ address sum program < <(pins | grep "^$name-$(uname -m)|") || fail "no version of $name for $(uname -m)."
  file="$tools/${address##*/}"
  curl --fail --silent --show-error --location --retry 3 --output "$file" "$address"
  echo "$sum  $file" | sha256sum --check --quiet || fail "$address is not what was pinned."
  if [[ -n "$program" ]]; then
    tar --extract --gzip --file "$file" --directory "$tools" --no-same-owner "$program"
    file="$tools/$program"
  fi
  install -m 0755 "$file" "$tools/$name"
done
