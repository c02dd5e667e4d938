#!/usr/bin/env bash
# typeid-js 1.2.0: `JSON.stringify` of an id is an object of its parts, not the text that `toString` gives.
# The TypeID specification defines an id as text, and other languages marshal it as such. An event that carries the id
# itself holds a prefix and a suffix, and no reader on the other side finds an id in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts typeid-js@1.2.0

cat >seen.mjs <<'JS'
import { TypeID } from "typeid-js";
const id = TypeID.fromString("ord_01h2xcejqtf2nbrexx3vqjhp41");
console.log("text", String(id));
console.log("json", JSON.stringify({ id }));
JS
cat >expected.txt <<'TEXT'
text ord_01h2xcejqtf2nbrexx3vqjhp41
json {"id":{"prefix":"ord","suffix":"01h2xcejqtf2nbrexx3vqjhp41"}}
TEXT
node seen.mjs | tee seen.txt
diff expected.txt seen.txt && echo "as it was seen"
