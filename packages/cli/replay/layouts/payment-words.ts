/** What other systems call the ways to pay that markets have. */
const words: readonly (readonly [RegExp, string])[] = [
  [/pix/i, "pix"],
  [/boleto|ticket/i, "boleto"],
  [/voucher|gift.?card|store.?credit/i, "voucher"],
];

/** How an order was paid, as a market calls it: any other word, and none, is a card. */
export const paymentWord = (word: string | undefined): string =>
  words.find(([pattern]) => pattern.test(word ?? ""))?.[1] ?? "card";
