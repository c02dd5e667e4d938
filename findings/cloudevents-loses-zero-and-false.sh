#!/usr/bin/env bash
# cloudevents 10.0.0: an event whose data is 0 or false arrives in structured mode without data.
# Both are JSON values that CloudEvents 1.0 allows as data; a stock level of 0 is the one that matters most.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts cloudevents@10.0.0

cat >seen.mjs <<'JS'
import { CloudEvent, HTTP } from "cloudevents";
for (const data of [0, false, 1]) {
  const event = new CloudEvent({ type: "stock.level", source: "/warehouse", data });
  console.log(JSON.stringify(data), "arrives as", JSON.stringify(HTTP.toEvent(HTTP.structured(event)).data));
}
JS
cat >expected.txt <<'TEXT'
0 arrives as undefined
false arrives as undefined
1 arrives as 1
TEXT
node seen.mjs | tee seen.txt
diff expected.txt seen.txt && echo "as it was seen"
