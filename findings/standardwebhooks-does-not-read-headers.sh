#!/usr/bin/env bash
# standardwebhooks 1.1.1: a rightly signed webhook whose headers are a `Headers` object is refused as having none.
# `verify` takes plain objects only, though `Headers` is what fetch and most adapters of serverless functions hand over.
# The error says that headers are missing, which sends one looking at the sender.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts standardwebhooks@1.1.1

cat >seen.mjs <<'JS'
import { Webhook } from "standardwebhooks";
const webhook = new Webhook(Buffer.from("0123456789abcdef01234567").toString("base64"));
const body = JSON.stringify({ paid: true });
const at = new Date();
const headers = {
  "webhook-id": "msg_1",
  "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
  "webhook-signature": webhook.sign("msg_1", at, body),
};
const tried = (name, given) => {
  try {
    console.log(name, JSON.stringify(webhook.verify(body, given)));
  } catch (error) {
    console.log(name, error.message);
  }
};
tried("plain object:", headers);
tried("Headers:", new Headers(headers));
JS
cat >expected.txt <<'TEXT'
plain object: {"paid":true}
Headers: Missing required headers
TEXT
node seen.mjs | tee seen.txt
diff expected.txt seen.txt && echo "as it was seen"
