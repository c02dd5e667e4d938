#!/usr/bin/env bash
# @brazilian-utils/brazilian-utils 2.4.0: the alphanumeric CNPJ (in use since July 2026, Receita Federal IN 2.229/2024)
# is invalid unless version 2 is asked for, and `formatCnpj` drops its letters without an error: what it prints is the
# number of nobody. The number below is the tax authority's own example.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @brazilian-utils/brazilian-utils@2.4.0

cat >seen.mjs <<'JS'
import { formatCnpj, isValidCnpj } from "@brazilian-utils/brazilian-utils";
const cnpj = "12ABC34501DE35";
console.log("valid", isValidCnpj(cnpj));
console.log("valid, version 2", isValidCnpj(cnpj, { version: 2 }));
console.log("formatted", formatCnpj(cnpj));
JS
cat >expected.txt <<'TEXT'
valid false
valid, version 2 true
formatted 12.345.013/5
TEXT
node seen.mjs | tee seen.txt
diff expected.txt seen.txt && echo "as it was seen"
