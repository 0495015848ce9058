# How requests move between the two versions of a service, blue and green: by the weights of its target groups, on every
# listener and every rule of a listener that has the name of the service in the tag `moved-service`.

# The listeners and rules of a service
doors() {
  aws resourcegroupstaggingapi get-resources --tag-filters "Key=moved-service,Values=$1" \
    --resource-type-filters elasticloadbalancing:listener elasticloadbalancing:listener-rule \
    --query 'ResourceTagMappingList[].ResourceARN' --output text | tr '\t' '\n'
}

# actions DOOR: what it does with requests, as JSON
actions() {
  case "$1" in
    *:listener-rule/*) aws elbv2 describe-rules --rule-arns "$1" --query 'Rules[0].Actions' --output json ;;
    *) aws elbv2 describe-listeners --listener-arns "$1" --query 'Listeners[0].DefaultActions' --output json ;;
  esac
}

# live_color SERVICE PAIRS: the version that gets requests. PAIRS has the target groups of both versions, by color, for each
# load balancer: one serves one only. A door that sends most requests to a green one says green.
live_color() {
  local door=""
  read -r door < <(doors "$1") || true
  [[ -n "$door" ]] || fail "$1: expected a listener or a rule with the tag moved-service, got none. Apply the commit first."
  actions "$door" | jq --raw-output --argjson pairs "$2" '[.[] | (.ForwardConfig.TargetGroups // [{TargetGroupArn, Weight: 1}])[]]
    | max_by(.Weight).TargetGroupArn as $live | if any($pairs[]; .green == $live) then "green" else "blue" end'
}

# pair_of DOOR PAIRS: the pair of the load balancer that the door belongs to
pair_of() {
  actions "$1" | jq --compact-output --exit-status --argjson pairs "$2" '[.. | .TargetGroupArn? // empty] as $used
    | first($pairs[] | select([.blue, .green] | any(IN($used[]))))'
}

# shift_to SERVICE PAIRS COLOR PERCENT: so many percent of the requests to the version of that color, the rest to the other
shift_to() {
  local door pair changed
  while read -r door; do
    pair=$(pair_of "$door" "$2") || { echo "$1: $door leads to no target group of the service."; return 1; }
    changed=$(actions "$door" | jq --compact-output --argjson pair "$pair" --arg color "$3" --argjson percent "$4" '
      ($pair | to_entries | sort_by(.key != $color)) as [$one, $other] | [.[] | if .Type == "forward" then del(.TargetGroupArn)
        | .ForwardConfig.TargetGroups = [{TargetGroupArn: $one.value, Weight: $percent},
          {TargetGroupArn: $other.value, Weight: (100 - $percent)}] else . end]')
    case "$door" in
      *:listener-rule/*) aws elbv2 modify-rule --rule-arn "$door" --actions "$changed" --output text >/dev/null ;;
      *) aws elbv2 modify-listener --listener-arn "$door" --default-actions "$changed" --output text >/dev/null ;;
    esac || return 1
  done < <(doors "$1")
  echo "$1: $4 % of the requests to $3"
}

# stays_well PODS: whether no alarm on these pods goes off while they are watched
stays_well() {
  local minute alarms
  for ((minute = 0; minute < CANARY_MINUTES * 2; minute++)); do
    sleep "${WATCH_SECONDS:-30}"
    alarms=$(aws cloudwatch describe-alarms --alarm-name-prefix "$ALARM_PREFIX$1-" --state-value ALARM \
      --query 'MetricAlarms[].AlarmName' --output text) || return 1
    [[ -z "$alarms" ]] || { echo "$1: $alarms"; return 1; }
  done
}

# take_over SERVICE PAIRS COLOR: a share of the requests first, then all
take_over() {
  local door target
  while read -r door; do
    target=$(pair_of "$door" "$2" | jq --raw-output --arg color "$3" '.[$color]') || return 1
    aws elbv2 wait target-in-service --target-group-arn "$target" || return 1
  done < <(doors "$1")
  shift_to "$1" "$2" "$3" "$CANARY_PERCENT" || return 1
  stays_well "$1-$3" || return 1
  shift_to "$1" "$2" "$3" 100
}
