import { categories, channels } from "#markets/vocabulary";
import { anonymousBuyer, type Observation } from "#reporting/observation";
import { parts } from "#reporting/observation-store";
import { partOf } from "#reporting/reporting-items";

/** How much is sold, and to whom. */
export type Sales = {
  readonly observationsPerHour: number;
  /** People who buy. Few of them buy most: the buyer of an observation is drawn with the square of an even chance. */
  readonly buyers: number;
  /** The hours, as slots. */
  readonly slots: readonly string[];
};

/** Of a thousand observations, so many are cancellations, and so many come from people who left no trace. */
const cancellations = 30;
const traceless = 20;

/** An even draw from 0 to 1 that is the same for the same observation and purpose: mixing as in splitmix32. */
function drawn(index: number, purpose: number): number {
  let mixed = (Math.imul(index + 1, 0x9e3779b9) + Math.imul(purpose, 0x85ebca6b)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** 16 bytes that begin with a number, as digests are written. */
function digestFrom(index: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(index);
  for (let at = 1; at < 4; at++) bytes.writeUInt32BE(Math.floor(drawn(index, 10 + at) * 2 ** 32), 4 * at);
  return bytes.toString("base64url");
}

/** The number behind the id of a simulated observation. */
export const indexOf = (id: string): number => Buffer.from(id, "base64url").readUInt32BE();

/** An observation by its number. Categories and channels are as uneven as in a real market: each next one sells
 *  less. */
export function observationAt(index: number, { observationsPerHour, buyers, slots }: Sales): Observation {
  const isCancelled = drawn(index, 1) * 1_000 < cancellations;
  const units = 1 + Math.floor(drawn(index, 2) ** 3 * 4);
  return {
    id: digestFrom(index),
    kind: isCancelled ? "cancellation" : "sale",
    slot: slots[Math.floor(index / observationsPerHour)] ?? "",
    channel: channels[Math.floor(drawn(index, 3) ** 2 * channels.length)] ?? "",
    category: categories[Math.floor(drawn(index, 4) ** 3 * categories.length)] ?? "",
    measures: { orders: 1, units, goods: units * (200 + Math.floor(drawn(index, 5) * 15_000)) },
    identity:
      drawn(index, 6) * 1_000 < traceless
        ? anonymousBuyer
        : digestFrom(2 ** 31 + Math.floor(drawn(index, 7) ** 2 * buyers)),
    arrivedIn: slots[0]?.slice(0, 7) ?? "",
  };
}

/** The numbers of the observations of one hour, by the part in which they wait. */
export function indexesByPart(hour: number, sales: Sales): readonly Uint32Array[] {
  const lists = Array.from({ length: parts }, () => new Uint32Array(sales.observationsPerHour));
  const lengths = new Array<number>(parts).fill(0);
  const from = hour * sales.observationsPerHour;
  for (let index = from; index < from + sales.observationsPerHour; index++) {
    const part = partOf(observationAt(index, sales));
    (lists[part] as Uint32Array)[lengths[part] ?? 0] = index;
    lengths[part] = (lengths[part] ?? 0) + 1;
  }
  return lists.map((list, part) => list.slice(0, lengths[part]));
}
