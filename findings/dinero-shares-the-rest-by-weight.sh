#!/usr/bin/env bash
# dinero.js 2.0.2: `allocate` gives left-over cents to the heaviest shares, not to the largest remainders.
# A guess would be largest remainder: 9.99 by 3:7 is exactly 2.997 and 6.993, so 3.00 and 6.99; it answers 2.99 and 7.00.
# 2.00 by 18:13 is exactly 1.1613 and 0.8387, so 1.16 and 0.84; it answers 1.17 and 0.83.
# Whoever spreads a tax or a discount over lines by it is a cent off the exact value on the wrong line.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts dinero.js@2.0.2

cat >seen.mjs <<'JS'
import { allocate, dinero, toSnapshot } from "dinero.js";
const USD = { code: "USD", base: 10, exponent: 2 };
const shares = (amount, ratios) =>
  allocate(dinero({ amount, currency: USD }), ratios).map((share) => toSnapshot(share).amount);
console.log("9.99 by 3:7", shares(999, [3, 7]).join(" "));
console.log("2.00 by 18:13", shares(200, [1800, 1300]).join(" "));
JS
cat >expected.txt <<'TEXT'
9.99 by 3:7 299 700
2.00 by 18:13 117 83
TEXT
node seen.mjs | tee seen.txt
diff expected.txt seen.txt && echo "as it was seen"
