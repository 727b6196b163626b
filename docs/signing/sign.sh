#!/bin/sh
# Lists companies. Needs curl and openssl, and BASE_URL, ACCESS_KEY_ID and
# ACCESS_KEY_SECRET in the environment.
date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
id=$(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)
signature=$(printf 'x-date: %s\nx-request-id: %s' "$date" "$id" | openssl dgst -sha256 -hmac "$ACCESS_KEY_SECRET" -binary | openssl base64)

curl -sS "$BASE_URL/v1/resellers/companies?limit=20" \
  -H "X-Date: $date" -H "X-Request-Id: $id" \
  -H "Authorization: hmac username=\"$ACCESS_KEY_ID\", algorithm=\"hmac-sha256\", headers=\"x-date x-request-id\", signature=\"$signature\""
