import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Market } from "#markets/schema";
import { agreed } from "./agreement.ts";
import { invoke, logLines } from "./emulator-control.ts";
import { clientOf, clientWith, type Json, machine, person } from "./market-client.ts";
import { anOrder, fresh, offer, placed, shipmentsOf } from "./shop.ts";

/**
 * Places orders in every way that can go well or wrong, with values in every field of a buyer that nobody can mistake
 * for anything else.
 * @returns these values
 */
export async function placeTellingOrders(market: Market): Promise<readonly string[]> {
  const mark = () => `tell${randomBytes(8).toString("hex")}`;
  const buyer = {
    ...{ country: market.countries[0], postcode: market.address.samples[1], region: mark(), id: mark(), name: mark() },
    ...{ address: mark(), email: `${mark()}@example.org`, phone: mark(), taxId: mark() },
  };
  const [reason, note] = [mark(), mark()];
  const externalId = mark();
  const sellerId = fresh("private");
  const operations = await clientOf(market.code, person("operations"));
  const storefront = await clientOf(market.code, machine("storefront"));
  await offer(operations, market, { sellerId, sku: "A", quantity: 10 });
  const order = (more: object = {}, quantity = 1) =>
    anOrder(market, [{ sellerId, sku: "A", quantity }], { buyer, note, ...more });

  const sent = await placed(operations, order({ externalId }));
  const cancelled = await placed(operations, order({ payment: { method: "card", token: "tok_thrice" } }));
  const [shipment] = await shipmentsOf(operations, sent.id);
  await operations.post(`/shipments/${shipment.id}/dispatch`, { carrier: market.carriers[0]?.id });
  await operations.post(`/orders/${cancelled.id}/cancellation`, { reason });
  await operations.get(`/orders?externalId=${externalId}`);
  // what is refused is where a log is tempted to say why
  const refused = [
    order({}, 1_000),
    order({ buyer: { ...buyer, country: "AQ" } }),
    order({ buyer: { ...buyer, postcode: mark() } }),
    order({ buyer: { ...buyer, email: mark() } }),
    order({ buyer: { ...buyer, nickname: mark() } }),
    order({ payment: { method: "card", token: "not a token" } }),
    order({ externalId: `${externalId} `.repeat(12) }),
  ];
  for (const body of refused) await storefront.post("/orders", body);
  for (const text of [`${JSON.stringify(order())}}`, JSON.stringify(order()).slice(0, -9)])
    await storefront.call("POST", "/orders", { text });
  await clientWith(market.code, undefined).post("/orders", order());
  await storefront.get(`/orders/${buyer.email}?externalId=${buyer.id}`);
  for (const entry of ["ordering/lapse.schedule", "payments/poll-pending.schedule"]) await invoke(market.code, entry);
  await agreed(market, [sent.id, cancelled.id]);
  const texts = [buyer, reason, note, externalId, refused].map((value) => JSON.stringify(value)).join();
  return [...new Set(texts.match(/tell[0-9a-f]{16}/g) ?? [])];
}

/**
 * Looks through every log of a market for values that were said of buyers. Those of `placeTellingOrders` are looked for
 * anywhere. Buyers' ids and postcodes of a file are short numbers, which chance puts into any digest or duration, so
 * they are looked for as whole words of what our functions said; the platform's own lines are passed over.
 */
export async function personalDataIn(
  market: Market,
  said: readonly string[],
  file: string | undefined,
  since: number,
): Promise<readonly string[]> {
  const words = file === undefined ? new Set<string>() : await wordsOf(file);
  const anywhere = new RegExp(said.join("|"));
  const found: string[] = [];
  let lines = 0;
  for await (const { group, line } of logLines(market.code, since)) {
    lines += 1;
    const isPersonal = anywhere.test(line) || wordsSaid(line).some((word) => words.has(word));
    if (isPersonal) found.push(`${group}: ${line.slice(0, 300)}`);
  }
  if (lines === 0) throw new Error("there is no log to look through");
  return found.slice(0, 20);
}

const platform = /^(START|END|REPORT|INIT_START|XRAY) /;

async function wordsOf(file: string): Promise<ReadonlySet<string>> {
  const orders = (await readFile(file, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line): Json => JSON.parse(line));
  return new Set(
    orders.flatMap(({ buyerId, postcode, postcodePrefix }) =>
      [buyerId, postcode, postcodePrefix].filter((value) => value !== undefined),
    ),
  );
}

/** The words of a line: of all its texts where it is JSON, else of the line. Numbers that are no text are measures, and
 *  lines of the platform itself say none. */
export const wordsSaid = (line: string): string[] =>
  platform.test(line) ? [] : textsIn(line).flatMap((text) => text.split(/[\s"',;=(){}[\]]+/));

/** The texts and the names in JSON, also in JSON that is a text in it; what is no JSON is a text itself. */
function textsIn(text: string): string[] {
  if (!/^\s*[[{"]/.test(text)) return [text];
  const texts: string[] = [];
  try {
    JSON.parse(text, function (this: unknown, name, value) {
      if (typeof value === "string") texts.push(...textsIn(value));
      if (!Array.isArray(this)) texts.push(name);
    });
    return texts;
  } catch {
    return [text];
  }
}
