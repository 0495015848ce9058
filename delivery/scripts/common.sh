# What the scripts of a delivery share. They run the same in CodeBuild and in Jenkins, from the root of the repository.
set -euo pipefail

fail() {
  echo "error: $*" >&2
  exit 1
}

# need NAME...: variables that the engine sets
need() {
  local name
  for name in "$@"; do
    [[ -n "${!name:-}" ]] || fail "expected the variable $name, got nothing."
  done
}

# value_of NAME "one=1 two=2": the value of a name in a list of pairs
value_of() {
  local pair
  for pair in $2; do
    [[ "${pair%%=*}" != "$1" ]] || { echo "${pair#*=}"; return; }
  done
  fail "expected a value for $1, got: $2"
}

# Folder of an artifact that an earlier step made, as in `artifact release`.
artifact() {
  local folder="CODEBUILD_SRC_DIR_$1"
  echo "${!folder:-$1}"
}
