#!/usr/bin/env bash
# Makes folders of the lake equal to folders of the commit: knowledge bases read them. A file that has not changed is not
# written again, so that nothing is read anew. What the commit no longer has is deleted; its versions stay.
source "$(dirname "$0")/common.sh"
need FOLDERS
shopt -s globstar nullglob

# files_in FOLDER: paths of its files, from there
files_in() {
  local file
  for file in "$1"/**; do [[ ! -f "$file" ]] || echo "${file#"$1"/}"; done
}

# publish FOLDER BUCKET PREFIX
publish() {
  local folder=$1 bucket=$2 prefix=$3 path sum key
  files=$(files_in "$folder")
  while read -r path; do
    sum=$(sha256sum "$folder/$path")
    sum=${sum%% *}
    if [[ "$(aws s3api head-object --bucket "$bucket" --key "$prefix$path" --query Metadata.sha256 --output text 2>/dev/null)" != "$sum" ]]; then
      aws s3 cp "$folder/$path" "s3://$bucket/$prefix$path" --metadata "sha256=$sum" --only-show-errors
      echo "$prefix$path: written."
    fi
  done <<<"$files"
  aws s3api list-objects-v2 --bucket "$bucket" --prefix "$prefix" --query 'Contents[].Key' --output json |
    jq --raw-output '.[]?' | while read -r key; do
    if [[ ! -f "$folder/${key#"$prefix"}" ]]; then
      aws s3api delete-object --bucket "$bucket" --key "$key"
      echo "$key: deleted."
    fi
  done
}

# All folders, before any of them: an empty one would delete everything.
for pair in $FOLDERS; do
  [[ -n "$(files_in "${pair%%=*}")" ]] || fail "${pair%%=*}: expected files, got none."
done
for pair in $FOLDERS; do
  place=${pair#*=}
  publish "${pair%%=*}" "${place%%/*}" "${place#*/}"
done
