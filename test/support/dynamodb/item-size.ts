import type { Item } from "#platform/dynamo";

/** An attribute value, as the SDK has it or as it goes over the wire (where binaries are base64). */
type Value = {
  readonly S?: string;
  readonly N?: string;
  readonly B?: Uint8Array | string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly M?: Readonly<Record<string, Value>>;
  readonly L?: readonly Value[];
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly (Uint8Array | string)[];
};

/**
 * How large DynamoDB says an item is: its attributes' names and values in UTF-8, as the developer guide counts them
 * ("DynamoDB item sizes and formats"). Numbers are approximate there too: a byte for two digits and one more.
 * @returns bytes; 0 for no item
 */
export const itemSize = (item: Item | undefined): number =>
  item ? attributesSize(item as Readonly<Record<string, Value>>) : 0;

function attributesSize(attributes: Readonly<Record<string, Value>>): number {
  let size = 0;
  for (const [name, value] of Object.entries(attributes)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

function valueSize({ S, N, B, M, L, SS, NS, BS }: Value): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return numberSize(N);
  if (B !== undefined) return binarySize(B);
  if (SS) return sum(SS, (text) => Buffer.byteLength(text));
  if (NS) return sum(NS, numberSize);
  if (BS) return sum(BS, binarySize);
  // containers cost three bytes, and one more for each thing in them
  if (L) return 3 + sum(L, (value) => 1 + valueSize(value));
  if (M) return 3 + Object.keys(M).length + attributesSize(M);
  return 1;
}

const sum = <Thing>(things: readonly Thing[], sizeOf: (thing: Thing) => number): number =>
  things.reduce((size, thing) => size + sizeOf(thing), 0);

const binarySize = (bytes: Uint8Array | string): number =>
  typeof bytes === "string" ? Buffer.byteLength(bytes, "base64") : bytes.byteLength;

function numberSize(text: string): number {
  const digits = text.replace(/^-?0*\.?0*|[-.]/g, "").replace(/0+$/, "");
  return Math.min(21, Math.ceil(digits.length / 2) + 1 + (text.startsWith("-") ? 1 : 0));
}
