import * as z from "zod/mini";
import { acknowledgeBatches, type PutDirectives } from "#headquarters/acknowledge-batches";
import { batchesReceivedV1 } from "#headquarters/contracts/batches-received.v1";
import { archiveInMemory } from "#headquarters/spec-support";
import { storeBatch } from "#headquarters/store-batch";
import { validateIngress } from "#headquarters/validate-ingress";
import { type DomainEvent, envelope } from "#kernel/event";
import { type Instant, instantOf } from "#kernel/time";
import type { Market } from "#markets/schema";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { batchWrittenV1 } from "#reporting/contracts/batch-written.v1";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";
import { epochNoticeSeconds } from "#reporting/epoch";
import { announceBatch, exportBatch, type Send } from "#reporting/export-batch";
import { receiveAcknowledgement } from "#reporting/receive-acknowledgement";
import { resendBatches } from "#reporting/resend-batches";
import { Crash, faulty } from "#reporting/testing/faulty-store";
import type { MemoryStore } from "#reporting/testing/memory-reporting-store";
import { SimulatedMarket } from "#reporting/testing/simulated-market";

/** What goes wrong with messages, between market and centre and inside both. Chances are of a hundred. */
export type NetworkFaults = {
  /** A bus says that it does not take an event. */
  readonly refused: number;
  /** A bus takes an event, and nobody hears of it again. */
  readonly lost: number;
  /** The centre's answers are lost, besides. */
  readonly unanswered: number;
  /** An event arrives twice. */
  readonly doubled: number;
  /** Each event takes up to so long, so that they overtake each other. */
  readonly delaySeconds: number;
  /** A process dies at one of the first calls of its store. */
  readonly deaths: number;
};
export const noFaults: NetworkFaults = { refused: 0, lost: 0, unanswered: 0, doubled: 0, delaySeconds: 5, deaths: 0 };
/** Nothing gets through: some of it with an error, some of it without. */
export const unreachable: NetworkFaults = { ...noFaults, refused: 50, lost: 100 };

/** A market on the network. */
export type Member = { readonly market: Market; readonly shop: SimulatedMarket; isAttached: boolean };

type Message = { readonly at: number; readonly work: () => Promise<void> };

const rule = { k: 3, dominancePercent: 50 };
const rhythm = { windowSeconds: 3_600, graceSeconds: 600 };
/** How often a queue hands a message out before it sets it aside, and how long it waits in between. */
const [mostTries, secondsBetweenTries] = [5, 60];
const minute = 60_000;

/**
 * Some markets and the centre, each with its own domain code over stores in memory, and between them messages that are
 * refused, lost, doubled, delayed and shuffled. Time passes only when a test lets it.
 */
export class FaultyNetwork {
  faults = noFaults;
  readonly members: readonly Member[];
  readonly archive = archiveInMemory(async () => this.mayDie());
  /** What the centre's gauges showed last, by market. */
  readonly gauges = new Map<string, { readonly lagSeconds: number; readonly missing: number }>();
  private clock = Date.UTC(2026, 0, 5, 12);
  private underWay: Message[] = [];
  private mishaps = 0;
  private readonly dice: () => number;

  /** Markets that just began, attached. @param seed of all that happens by chance */
  static async between(markets: readonly Market[], seed: number): Promise<FaultyNetwork> {
    const world = new FaultyNetwork(markets, seed);
    for (const member of world.members) await world.link(member, true);
    return world;
  }

  private constructor(markets: readonly Market[], seed: number) {
    this.dice = diceOf(seed);
    this.members = markets.map((market) => ({
      market,
      shop: new SimulatedMarket(market, rule, rhythm),
      isAttached: true,
    }));
    for (const member of this.members) member.shop.announce = announceBatch(this.toExport(member), () => this.now);
  }

  get now(): Instant {
    return instantOf(this.clock);
  }

  /** Lets time pass. Whoever is started by the clock runs once in so many minutes, and what is under way arrives. */
  async pass(minutes: number, { every = 1 }: { readonly every?: number } = {}): Promise<void> {
    for (let passed = 0; passed < minutes; passed += every) {
      for (const member of this.members) {
        member.shop.now = this.now;
        await member.shop.write(this.fault());
        if (member.isAttached) await this.survives(() => this.resend(member));
      }
      await this.survives(() => this.answer());
      await this.deliver(this.clock + every * minute);
    }
  }

  private resend(member: Member): Promise<unknown> {
    const send = this.toCentre(member);
    return resendBatches(this.mortal(member), { send, sender: member.market, now: this.now, everySeconds: 60 });
  }

  private answer(): Promise<unknown> {
    const attached = this.members.filter(({ isAttached }) => isAttached);
    const directives = new Map<string, PutDirectives>(
      attached.map((member) => [member.market.code, this.toMarket(member)]),
    );
    const gauges = (market: string, shown: { lagSeconds: number; missing: number }) => this.gauges.set(market, shown);
    return acknowledgeBatches(this.archive, { directives, gauges }, this.now);
  }

  /** The market's own bus, with the function that sends a batch behind it. */
  private readonly toExport = (member: Member): Send =>
    this.bus(async ({ data }) => {
      if (!member.isAttached) return;
      const to = { send: this.toCentre(member), sender: member.market };
      await exportBatch(this.mortal(member), z.parse(batchWrittenV1.data, data), to);
    });

  /** The market's ingress bus, which stamps the market, and the function that validates what came. */
  private readonly toCentre = (member: Member): Send =>
    this.bus(async (event) => {
      if (member.isAttached)
        await validateIngress(
          { text: JSON.stringify({ market: member.market.code, event }), attributes: {} },
          this.toArchive,
        );
    });

  /** The centre's own bus, with the function that stores batches behind it. */
  private readonly toArchive: Send = (events) =>
    this.bus(async ({ type, time, data }) => {
      if (type === batchV1.type) await storeBatch(this.archive, { time, data: z.parse(batchV1.data, data) }, this.now);
      else {
        const word = z.parse(writtenThroughV1.data, data);
        await this.archive.batches.noteKnown(word, word.through, this.now);
      }
    })(events);

  /** The market's bus for directives, with the function that receives what the centre acknowledges behind it. */
  private readonly toMarket = (member: Member): Send =>
    this.bus(async ({ data }) => {
      const { code: self } = member.market;
      if (this.chance(this.faults.unanswered)) return;
      const announce = announceBatch(this.toExport(member), () => this.now);
      if (member.isAttached)
        await receiveAcknowledgement(this.mortal(member), z.parse(batchesReceivedV1.data, data), { self, announce });
    });

  /** A bus that refuses, loses, doubles and delays as the faults say. */
  private bus(react: (event: DomainEvent) => Promise<void>): Send {
    return async (events) => {
      const { refused, lost, doubled, delaySeconds } = this.faults;
      const taken = new Set<string>();
      for (const event of events) {
        if (this.chance(refused)) {
          this.mishaps++;
          continue;
        }
        taken.add(event.id);
        const text = JSON.stringify(event);
        const copies = this.chance(lost) ? 0 : this.chance(doubled) ? 2 : 1;
        for (let copy = 0; copy < copies; copy++)
          this.send(this.dice() * delaySeconds, () => react(z.parse(envelope, JSON.parse(text)) as DomainEvent));
      }
      return taken;
    };
  }

  /** A queue: what fails is tried again later, and set aside when it never succeeds. */
  private send(seconds: number, work: () => Promise<void>, tries = 1): void {
    const at = this.clock + 1_000 * seconds;
    const attempt = async () => {
      if (!(await this.survives(work)) && tries < mostTries) this.send(secondsBetweenTries, work, tries + 1);
    };
    this.underWay.push({ at, work: attempt });
  }

  private async deliver(until: number): Promise<void> {
    for (;;) {
      const [next] = this.underWay.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.underWay = this.underWay.filter((message) => message !== next);
      this.clock = Math.max(this.clock, next.at);
      await next.work();
    }
    this.clock = until;
  }

  /** @returns whether it came to its end; what no injected fault explains is not forgiven */
  private async survives(work: () => Promise<unknown>): Promise<boolean> {
    const before = this.mishaps;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Crash) && this.mishaps === before) throw error;
      return false;
    }
  }

  private readonly chance = (percent: number): boolean => this.dice() * 100 < percent;
  private readonly fault = () =>
    this.chance(this.faults.deaths)
      ? ({ atCall: 1 + Math.floor(this.dice() * 40), effect: this.chance(50) ? "happened" : "lost" } as const)
      : undefined;
  private mortal({ shop: { store } }: Member): MemoryStore {
    const fault = this.fault();
    return fault ? faulty(store, { ...fault, atCall: 1 + (fault.atCall % 4) }) : store;
  }
  private mayDie(): void {
    if (this.chance(this.faults.deaths / 10)) throw new Crash();
  }

  /** A deployment attaches or detaches a market: what is under way to one that is detached finds nobody. */
  async link(member: Member, isAttached: boolean): Promise<void> {
    member.isAttached = isAttached;
    member.shop.now = this.now;
    await member.shop.link(isAttached ? "attached" : "detached");
    await this.deliver(this.clock + 1_000 * (epochNoticeSeconds + 1));
  }

  /** Sells now. */
  async sell(member: Member, sales: readonly Parameters<SimulatedMarket["sell"]>[0][]): Promise<void> {
    member.shop.now = this.now;
    for (const sale of sales) await member.shop.sell(sale);
  }

  /** Cancels a line of an order now. */
  async cancel({ shop }: Member, order: number, line: number): Promise<void> {
    shop.now = this.now;
    await shop.cancel(order, line);
  }
}

/** Numbers from 0 to 1 that look like chance and are the same for the same seed (mulberry32). */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
