import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { add, formatAmount, type Minor, zero } from "#kernel/money";
import { instantOf } from "#kernel/time";
import { marketByCode } from "#markets/directory";
import { filing } from "./categories.ts";
import { readOrder } from "./read-order.ts";
import { recordsByLine } from "./records.ts";
import { statusWords } from "./source-status.ts";

/** The real order files stand beside the repository, where their licences let them be read but not copied. */
const data = process.env.ARCHIPELAGO_ORDER_FILES ?? join(import.meta.dirname, "../../../../shared/data");

const rejectSkus = new Set(["M", "D", "S", "BANK CHARGES", "AMAZONFEE"]);
const statusOf = statusWords();
const now = instantOf(Date.UTC(2026, 10, 30));
const shippingSkus = new Set(["POST", "DOT", "C2"]);

describe.skipIf(!existsSync(data))(`the order files in ${data} (skipped where they are not)`, () => {
  test.each([
    { code: "us", read: 3441, orders: 3441, total: "798620.90", goods: "798620.90", rejected: {}, lost: "0.00" },
    {
      code: "uk",
      read: 1791,
      orders: 1261,
      total: "527486.17",
      goods: "518826.03",
      rejected: {
        cancellation: 352,
        "country-not-served": 129,
        "no-paid-line": 38,
        "rejected-sku": 10,
        "no-lines": 1,
      },
      lost: "76867.34",
    },
    { code: "br", read: 4000, orders: 4000, total: "606407.16", goods: "606407.16", rejected: {}, lost: "0.00" },
  ])("$code: orders, sums and rejections are those of the source", async ({ code, ...expected }) => {
    const market = marketByCode(code) ?? expect.unreachable();
    const rules = { market, rejectSkus, shippingSkus, fileUnder: filing(market), seller: "house", statusOf, now };
    const rejected: Record<string, number> = {};
    let [read, orders, total, goods, lost] = [0, 0, zero, zero, zero] as [number, number, Minor, Minor, Minor];
    for await (const record of recordsByLine(join(data, `${code}-orders.ndjson`), undefined)) {
      const reading = readOrder(record, rules);
      read += 1;
      if (reading.outcome === "order") {
        orders += 1;
        total = add(total, reading.total);
        for (const { quantity, unitPrice } of reading.request.lines)
          goods = add(goods, (quantity * Math.round(Number(unitPrice.amount) * 100)) as Minor);
      } else {
        rejected[reading.reason] = (rejected[reading.reason] ?? 0) + 1;
        lost = add(lost, reading.total);
      }
    }
    const shown = (amount: Minor) => formatAmount(amount, market.currency);
    expect({ read, orders, total: shown(total), goods: shown(goods), rejected, lost: shown(lost) }).toEqual(expected);
  });
});
