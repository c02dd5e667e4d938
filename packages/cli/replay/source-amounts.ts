import { type Currency, type Minor, minor, zero } from "#kernel/money";
import { readAmount } from "./decimal.ts";
import { type LineAmounts, perUnit } from "./net-prices.ts";
import type { FieldTrouble, SourceLine, SourceOrder } from "./source-order.ts";

/** All amounts of an order in minor units of one currency. `total` is that of the lines, before discounts. */
export type OrderAmounts = {
  readonly lines: readonly LineAmounts[];
  readonly total: Minor;
  readonly freight: Minor;
  readonly discount: Minor;
  readonly tax: Minor;
  readonly refunded: Minor;
};

const orderFields = ["freight", "discount", "tax", "refunded"] as const;
type Amounts = Pick<SourceOrder, (typeof orderFields)[number]>;

/**
 * Reads every amount of an order.
 * @returns also the first field that cannot be read. What can be is counted all the same.
 */
export function readAmounts(
  source: Amounts & { readonly lines: readonly Pick<SourceLine, "quantity" | "unitPrice" | "amount" | "discount">[] },
  currency: Currency,
): { readonly amounts: OrderAmounts; readonly trouble: FieldTrouble | undefined } {
  const troubles: FieldTrouble[] = [];
  const unreadable = (field: string, wrong: string): Minor => {
    troubles.push({ field, wrong });
    return zero;
  };
  const counted = (value: number, field: string): Minor =>
    Number.isSafeInteger(value) ? minor(value) : unreadable(field, "is too large to be counted exactly");
  const read = (text: string, field: string): Minor => {
    const found = readAmount(text, currency);
    return "wrong" in found ? unreadable(field, found.wrong) : found.amount;
  };
  const takenOff = (text: string | undefined, field: string): Minor => {
    const amount = read(text ?? "0", field);
    return amount < 0 ? unreadable(field, "is below zero") : amount;
  };

  const lines = source.lines.map(({ quantity, unitPrice, amount = "0", discount }, index): LineAmounts => {
    const at = (field: string) => `/lines/${index}/${field}`;
    const off = takenOff(discount, at("discount"));
    if (unitPrice !== undefined) {
      const price = read(unitPrice, at("unitPrice"));
      return { parts: [{ quantity, price }], total: counted(price * quantity, at("unitPrice")), discount: off };
    }
    const total = read(amount, at("amount"));
    if (quantity === 0 && total !== 0) unreadable(at("quantity"), "is zero, and yet something is charged");
    return { parts: quantity > 0 ? perUnit(total, quantity) : [{ quantity, price: zero }], total, discount: off };
  });
  const order = Object.fromEntries(
    orderFields.map((field) => [
      field,
      field === "freight" ? read(source.freight ?? "0", "/freight") : takenOff(source[field], `/${field}`),
    ]),
  ) as Record<(typeof orderFields)[number], Minor>;
  let total: Minor = zero;
  for (const line of lines) total = counted(total + line.total, "/lines");
  counted(total + order.freight, "/freight");
  return { amounts: { lines, total, ...order }, trouble: troubles[0] };
}
