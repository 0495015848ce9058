#!/usr/bin/env bash
# severities.sh high: that severity and those above, as trivy takes them
case "$1" in
  critical) echo CRITICAL ;;
  high) echo HIGH,CRITICAL ;;
  medium) echo MEDIUM,HIGH,CRITICAL ;;
  *) echo "error: expected critical, high or medium, got $1." >&2; exit 1 ;;
esac
