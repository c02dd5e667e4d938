import { expect, test } from "vitest";
import { type Report, reportText } from "./report-text.ts";

const item = (goods: string, labels: object = {}) => ({
  ...labels,
  currency: "USD",
  sale: { orders: 12, units: 20, goods },
  cancellation: { orders: 1, units: 1, goods: "1.00" },
  shipping: "0.00",
  buyersAtLeast: 11,
});
const report = (more: Partial<Report>): Report => ({
  ...{ items: [], totals: [], partly: [], rates: [], notes: [], lag: {}, behind: {} },
  ...more,
});

test("an empty report says in words why it is empty", () =>
  expect(
    reportText(
      report({ notes: [{ code: "held-back", detail: "Nothing of these markets is shown.", of: ["us", "uk"] }] }),
    ),
  ).toBe("no figures\nus, uk: Nothing of these markets is shown."));

test("lines are followed by what they come to, and by what lies only partly in the time", () =>
  expect(
    reportText(
      report({
        items: [item("40.00", { week: "2018-W05" }), item("2.00", { level: "undated" })],
        totals: [item("42.00")],
        partly: [item("7.00", { market: "us", level: "month", period: "2018-02" })],
        notes: [{ code: "newest-rate", detail: "At the newest rates." }],
      }),
    ).split("\n"),
  ).toEqual([
    "week      level    currency  orders  units  goods  cancelled  shipping",
    "2018-W05           USD       12      20     40.00  1.00       0.00",
    "          undated  USD       12      20     2.00   1.00       0.00",
    "in all             USD       12      20     42.00  1.00       0.00",
    "only partly in this time, and in no sum:",
    "market  level  period   currency  orders  units  goods  cancelled  shipping",
    "us      month  2018-02  USD       12      20     7.00   1.00       0.00",
    "At the newest rates.",
  ]));

test("one line stands for itself", () =>
  expect(reportText(report({ items: [item("42.00")], totals: [item("42.00")] }))).toBe(
    "currency  orders  units  goods  cancelled  shipping\nUSD       12      20     42.00  1.00       0.00",
  ));
