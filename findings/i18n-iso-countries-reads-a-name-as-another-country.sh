#!/usr/bin/env bash
# i18n-iso-countries 7.14.0: the name that it gives to Sint Maarten (SX) in Portuguese it reads back as Saint Martin (MF), the
# other half of the island. Its Portuguese is Portugal's: names that Brazil writes (Vietnã, Irã, Catar, Tchéquia) mean
# nothing to it, and `pt-BR` cannot be asked for. `toAlpha2` answers any two letters as they are, so `UK` becomes a code
# that `isValid` then refuses, although `getAlpha2Code("UK", "en")` knows it as GB.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts i18n-iso-countries@7.14.0

cat >seen.cjs <<'JS'
const countries = require("i18n-iso-countries");
for (const language of ["en", "pt"]) countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));
const name = countries.getName("SX", "pt");
console.log("SX in Portuguese:", name, "- read back:", countries.getAlpha2Code(name, "pt"));
for (const word of ["Vietnã", "Irã", "Catar", "Tchéquia", "Vietname"])
  console.log(word, "->", countries.getAlpha2Code(word, "pt"));
console.log("languages of Portuguese:", countries.getSupportedLanguages().filter((one) => one.startsWith("pt")).join());
console.log("UK ->", countries.toAlpha2("UK"), "valid:", countries.isValid("UK"), "by name:", countries.getAlpha2Code("UK", "en"));
JS
cat >expected.txt <<'TEXT'
SX in Portuguese: São Martinho - read back: MF
Vietnã -> undefined
Irã -> undefined
Catar -> undefined
Tchéquia -> undefined
Vietname -> VN
languages of Portuguese: pt
UK -> UK valid: false by name: GB
TEXT
node seen.cjs | tee seen.txt
diff expected.txt seen.txt && echo "as it was seen"
