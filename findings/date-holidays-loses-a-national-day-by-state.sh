#!/usr/bin/env bash
# date-holidays 3.37.0: naming a state can take a national holiday away.
# 20 November (Dia da Consciencia Negra) is a national holiday of Brazil since 2024 (Law 14.759/2023). The list of the
# country has it; the lists of the country with SP, RJ or MT, where it was a state's or a city's holiday before, do not.
# A promise of delivery that asks for the state of its warehouse counts that day as a working day.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts date-holidays@3.37.0

cat >seen.mjs <<'JS'
import Holidays from "date-holidays";
const count = (...place) =>
  new Holidays(...place).getHolidays(2026).filter(({ date }) => date.startsWith("2026-11-20")).length;
for (const place of [["BR"], ["BR", "SP"], ["BR", "RJ"], ["BR", "MT"], ["BR", "PR"]])
  console.log(place.join("-"), count(...place));
JS
cat >expected.txt <<'TEXT'
BR 1
BR-SP 0
BR-RJ 0
BR-MT 0
BR-PR 1
TEXT
node seen.mjs | tee seen.txt
diff expected.txt seen.txt && echo "as it was seen"
