# render FILE: the file with its placeholders filled in from the environment. One without a value is an error: what is empty
# in a manifest is applied without one.
render() {
  local text name missing=()
  text=$(<"$1")
  while read -r name; do
    if [[ -n "${!name:-}" ]]; then text=${text//"\${$name}"/"${!name}"}; else missing+=("$name"); fi
  done < <(grep --only-matching --extended-regexp '\$\{[A-Z_0-9]+\}' "$1" | sort --unique | tr --delete '${}')
  [[ ${#missing[@]} -eq 0 ]] || fail "$1: expected values for ${missing[*]}, got nothing. Apply the commit first."
  printf '%s\n' "$text"
}

# parameter NAME: version and value of a parameter, as JSON
parameter() {
  aws ssm get-parameter --with-decryption --name "$1" --query Parameter --output json
}

# exported JSON...: `export` for each entry of an object whose values are text
exported() {
  jq --raw-output 'to_entries[] | select(.value != null) | "export \(.key)=\(.value | @sh)"'
}
