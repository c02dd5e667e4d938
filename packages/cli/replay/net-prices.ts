import { add, largestRemainder, type Minor, minor, subtract, sum, zero } from "#kernel/money";

/** So many units at one price. */
export type Priced = { readonly quantity: number; readonly price: Minor };
/** A line's units at their prices before discounts: several where its amount does not divide by them. */
export type LineAmounts = { readonly parts: readonly Priced[]; readonly total: Minor; readonly discount: Minor };

/**
 * What is paid for each unit once discounts are taken off, to the unit of the currency: units and their prices, by line.
 * An order's discount is shared by what its lines still cost; a line whose units cannot all cost the same becomes two.
 * @param discount what is taken off the whole order, beyond what its lines say
 * @returns `undefined` when more is taken off than there is
 */
export function netPrices(lines: readonly LineAmounts[], discount: Minor): readonly (readonly Priced[])[] | undefined {
  const own = lines.map((line) => subtract(line.total, line.discount));
  if (own.some((amount) => amount < 0) || discount > sum(own)) return undefined;
  const shares = discount === 0 ? own : largestRemainder(subtract(sum(own), discount), own);
  return lines.map(({ parts, total }, index) => {
    const left = shares[index] ?? zero;
    const quantity = parts.reduce((units, part) => units + part.quantity, 0);
    return left === total || quantity === 0 ? parts : perUnit(left, quantity);
  });
}

/** An amount for so many units as prices of one: the larger price first, one minor unit above the other. */
export function perUnit(amount: Minor, quantity: number): readonly Priced[] {
  if (quantity <= 0) return [];
  const price = minor(Math.floor(amount / quantity));
  const dearer = amount - price * quantity;
  return [
    { quantity: dearer, price: add(price, minor(1)) },
    { quantity: quantity - dearer, price },
  ].filter((part) => part.quantity > 0);
}
