import type { Minor } from "#kernel/money";
import { type Instant, instantOf, plusSeconds } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { BatchWriter, WriterRun } from "../batch-writer.ts";
import { type Calendar, calendarOf, type Rhythm } from "../calendar.ts";
import type { DisclosureRule } from "../cell.ts";
import { cancellationTotals, saleTotals } from "../control-totals.ts";
import { epochNoticeSeconds, epochOfCorrection, epochOfSale } from "../epoch.ts";
import { eraseBuyer } from "../erase-buyer.ts";
import { pseudonymOf } from "../identity.ts";
import { keepEpoch } from "../keep-epoch.ts";
import {
  observationsOfCancellation,
  observationsOfSale,
  type SoldLine,
  type SoldOrder,
} from "../order-observations.ts";
import { reconcileEpochs } from "../reconcile-epochs.ts";
import { isBalanced } from "../reconciliation.ts";
import { storeObservations } from "../record-observations.ts";
import { writeBatches } from "../write-batches.ts";
import { Crash, type Fault, faulty } from "./faulty-store.ts";
import { type MemoryStore, memoryReportingStore } from "./memory-reporting-store.ts";
import { checkPlan } from "./published-cells.ts";

export type Sale = {
  readonly buyer: number | undefined;
  /** How long before it is confirmed the order was placed. */
  readonly secondsAgo: number;
  readonly channel: string;
  readonly lines: readonly Omit<SoldLine, "lineId">[];
  readonly shipping: number;
};

/** How the world behaves: how far the index lags, and how long the writer needs for a page of so many observations. */
export type World = {
  readonly indexLagSeconds?: number;
  readonly observationsPerPage?: number;
  readonly secondsPerPage?: number;
};

/** One market with its reporting over memory, under a clock that tests move. */
export class SimulatedMarket {
  readonly store: MemoryStore;
  readonly rule: DisclosureRule;
  readonly orders: SoldOrder[] = [];
  now = instantOf(Date.UTC(2026, 0, 5, 12));
  /** Who is told of each batch that was written. */
  announce: BatchWriter["announce"] = async () => undefined;
  private readonly calendar: Calendar;
  private readonly rhythm: Rhythm;
  private readonly storeObservations: ReturnType<typeof storeObservations>;
  private readonly cancelled = new Set<string>();
  private readonly selectedOnce = new Set<string>();

  private readonly world: World;

  constructor(market: Market, rule: DisclosureRule, rhythm: Rhythm, world: World = {}) {
    this.world = world;
    this.rule = rule;
    this.rhythm = rhythm;
    this.calendar = calendarOf(market, rhythm);
    this.store = memoryReportingStore(() => this.now, world.indexLagSeconds);
    this.storeObservations = storeObservations(this.store, rhythm.graceSeconds, () => this.now);
  }

  wait(seconds: number): void {
    this.now = plusSeconds(this.now, seconds);
  }

  /** What the deployment says; its boundary is waited for. */
  async link(link: "attached" | "detached"): Promise<void> {
    await keepEpoch(this.store, link, this.now);
    this.wait(epochNoticeSeconds + 1);
  }

  async sell({ buyer, secondsAgo, channel, lines, shipping }: Sale): Promise<SoldOrder> {
    const order: SoldOrder = {
      id: `order-${this.orders.length}`,
      channel,
      placedAt: plusSeconds(this.now, -secondsAgo),
      recordedAt: this.now,
      confirmedAt: this.now,
      lines: lines.map((line, index) => ({ ...line, lineId: `l${index + 1}` })),
      shipping: shipping as Minor,
      buyer: buyer === undefined ? {} : { id: `buyer-${buyer}` },
    };
    this.orders.push(order);
    const epoch = epochOfSale(await this.store.epochs(), order);
    await this.storeObservations(observationsOfSale(order, this.circumstances(order, order.placedAt)), epoch);
    if (epoch !== undefined)
      await this.store.enter({ epoch, orderId: order.id, cause: "sale", sums: saleTotals(sumsOf(order)) });
    return order;
  }

  /** Cancels a line of an earlier order, if it is not cancelled yet. */
  async cancel(orderAt: number, lineAt: number): Promise<void> {
    const order = this.orders[orderAt % Math.max(1, this.orders.length)];
    const line = order?.lines[lineAt % order.lines.length];
    if (!order || !line || this.cancelled.has(`${order.id}/${line.lineId}`)) return;
    this.cancelled.add(`${order.id}/${line.lineId}`);
    const whole = order.lines.every(({ lineId }) => this.cancelled.has(`${order.id}/${lineId}`));
    const event = { eventId: `evt-${order.id}-${line.lineId}`, lines: [line], whole };
    const epoch = epochOfCorrection(await this.store.epochs(), order, this.now);
    await this.storeObservations(observationsOfCancellation(order, event, this.circumstances(order, this.now)), epoch);
    const sums = cancellationTotals({ shares: [{ goods: (line.quantity * line.unitPrice) as Minor }], whole });
    if (epoch !== undefined) await this.store.enter({ epoch, orderId: order.id, cause: event.eventId, sums });
  }

  erase = (buyer: number): Promise<number> => eraseBuyer(this.store, this.identityOf({ id: `buyer-${buyer}` }));

  /** Runs the writer once, which may die on its way. @returns `undefined` when it died */
  async write(fault?: Fault): Promise<WriterRun | undefined> {
    const commit = this.store.commit;
    const watched: MemoryStore = {
      ...this.store,
      commit: async (lease, plan, accepts) => {
        const outcome = await commit(lease, plan, accepts);
        if (outcome === "committed") checkPlan(this.store.contents, plan, this.rule, this.selectedOnce);
        return outcome;
      },
      retire: async (selections) => {
        await this.store.retire(selections);
        this.wait(this.world.secondsPerPage ?? 0);
      },
    };
    const writer = {
      store: fault ? faulty(watched, fault) : watched,
      rule: this.rule,
      calendar: this.calendar,
      rhythm: this.rhythm,
      clock: () => this.now,
      announce: this.announce,
      ...(this.world.observationsPerPage ? { observationsPerPage: this.world.observationsPerPage } : {}),
    };
    try {
      return await writeBatches(writer, plusSeconds(this.now, 60));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.wait(130); // until its lease has ended
      return undefined;
    }
  }

  /** Waits and writes until nothing moves any more; the writer dies of these faults on its first runs. */
  async settleDown(months = 4, faults: readonly Fault[] = []): Promise<void> {
    const left = [...faults];
    for (let day = 0; day < months * 31; day += 3) {
      await this.write(left.shift());
      await this.finishPlans();
      this.wait(3 * 86_400);
    }
    await this.write();
    await this.finishPlans();
  }

  /** Slow runs leave plans behind that the next ones finish. */
  private async finishPlans(): Promise<void> {
    for (let run = 0; this.store.contents.plans.size > 0; run++) {
      if (run > 5_000) throw new Error("the writer does not come to an end");
      await this.write();
    }
  }

  reconciled = () => reconcileEpochs(this.store);
  async areBalanced(): Promise<boolean> {
    return (await this.reconciled()).every(isBalanced);
  }

  cells = () => [...this.store.contents.batches.values()].flatMap(({ cells }) => cells);

  private circumstances(order: SoldOrder, at: Instant) {
    return {
      slot: this.calendar.slotAt(at),
      identity: this.identityOf(order.buyer),
      arrivedIn: this.calendar.monthAt(this.now),
    };
  }
  private readonly identityOf = (buyer: SoldOrder["buyer"]): string => pseudonymOf("a key of the market", buyer);
}

function sumsOf({ lines, shipping }: SoldOrder) {
  const goods = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0) as Minor;
  return { goods, shipping, withdrawnGoods: 0 as Minor };
}
