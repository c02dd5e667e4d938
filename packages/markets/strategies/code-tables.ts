/** From a postal code, or its beginning, to a delivery zone; `undefined` where the table knows none. */
export type CodeTable = (code: string) => string | undefined;

/** `rows` and `exceptions` read `ZONE list ZONE list …`, a list being comma-separated codes and ranges of codes. */
export type CodeTableText = { readonly rows: string; readonly exceptions: string };

type Row = { readonly zone: string; readonly codes: string };

/** A table by the first three digits (`010-027`), with exceptions of five digits (`06390`). */
export function threeDigitPrefixes({ rows, exceptions }: CodeTableText): CodeTable {
  const byPrefix = numbered(rows);
  const byFive = numbered(exceptions);
  return (code) => {
    const [, prefix, rest] = /^(\d{3})(\d{2})?/.exec(code) ?? [];
    return (rest && byFive.get(Number(`${prefix}${rest}`))) ?? byPrefix.get(Number(prefix));
  };
}

/** A table by the letters a code begins with (`SW`), with exceptions of numbered districts (`AB31-38`). */
export function letterAreas({ rows, exceptions }: CodeTableText): CodeTable {
  const byArea = new Map(readRows(rows).map(({ zone, codes }) => [codes, zone]));
  const districts = readRows(exceptions).map(({ zone, codes }) => {
    const [, area, from, to] = /^([A-Z]+)(\d+)(?:-(\d+))?$/.exec(codes) ?? [];
    return { zone, area, from: Number(from), to: Number(to ?? from) };
  });
  return (code) => {
    const [, area = "", digits] = /^([A-Z]{1,2})(?![A-Z])(\d{1,2})?/.exec(code) ?? [];
    const district = Number(digits);
    const exception = districts.find((row) => row.area === area && row.from <= district && district <= row.to);
    return exception?.zone ?? byArea.get(area);
  };
}

/** Every number of every range, with its zone. */
function numbered(text: string): Map<number, string> {
  const zones = new Map<number, string>();
  for (const { zone, codes } of readRows(text)) {
    const [from, to] = codes.split("-").map(Number) as [number, number?];
    for (let code = from; code <= (to ?? from); code += 1) zones.set(code, zone);
  }
  return zones;
}

/** One row per code or range, in the order written. */
export function readRows(text: string): readonly Row[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  return words.flatMap((zone, index) =>
    index % 2 === 0 ? (words[index + 1] ?? "").split(",").map((codes) => ({ zone, codes })) : [],
  );
}
