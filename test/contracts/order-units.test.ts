import { beforeAll, describe, expect, test, vi } from "vitest";
import { marketByCode } from "#markets/directory";
import { liveThrough } from "#test/bench/lifecycle";
import { openShop } from "#test/bench/measured-shop";
import { isSandbox } from "#test/bench/tables";
import { allUnits, unitsBy } from "#test/bench/units";
import { marketInMemory, type Traffic } from "#test/support/market-in-memory";

/**
 * What one order of one line, paid by card, takes from placed to completed. A figure that grew is money on every order
 * there will ever be: whoever adds an item, an index or a read sees here which, and says why. Whoever saves one writes
 * the new figure down, so that it stays saved. `npm run bench` measures the same of a deployed market, with its prices.
 *
 * The order costs two units where its lines are dispatched: with what money must know of them, seller's share and lines, it
 * is larger than a kilobyte until its next write, which pays for what it replaces, too.
 */
const writes = `
function                             table        item          how          writes  index writes
checkout/place-order.http            inventory    hold          transaction  2       0
checkout/place-order.http            inventory    stock         transaction  2       0
checkout/place-order.http            ordering     idempotency   transaction  2       0
checkout/place-order.http            ordering     order         transaction  2       3
checkout/place-order.http            ordering     order-buyer   transaction  2       0
checkout/place-order.http            ordering     order-lines   transaction  2       0
checkout/place-order.http            ordering     seller-order  transaction  2       0
payments/pay.event                   payments     payment       plain        1       1
payments/pay.event                   payments     payment       plain        1       2
ordering/confirm-on-payment.event        ordering     order         plain        1       3
fulfillment/plan-on-confirmed.event  fulfillment  shipment      plain        1       2
fulfillment/plan-on-confirmed.event  ordering     order         plain        1       0
reporting/record-observations.event  reporting    slot          plain        1       0
reporting/record-observations.event  reporting    observation   plain        1       1
reporting/enter-control-totals.event  reporting    control-entry  transaction  2       0
reporting/enter-control-totals.event  reporting    control-total  transaction  2       0
fulfillment/api.http                 ordering     order         plain        2       0
fulfillment/api.http                 fulfillment  idempotency   transaction  2       0
fulfillment/api.http                 fulfillment  shipment      transaction  2       2
inventory/consume-holds.event        inventory    hold          transaction  2       0
inventory/consume-holds.event        inventory    stock         transaction  2       0
payments/capture.event               payments     payment       plain        1       2
payments/capture.event               payments     payment       plain        1       1
fulfillment/api.http                 fulfillment  idempotency   transaction  2       0
fulfillment/api.http                 fulfillment  shipment      transaction  2       2
ordering/follow-shipments.event      ordering     order         plain        2       2`;
const reads = `
function                             table        reads
checkout/place-order.http            ordering     0.5
checkout/place-order.http            catalog      0.5
checkout/place-order.http            inventory    1.5
payments/pay.event                   ordering     1
payments/pay.event                   payments     1
ordering/confirm-on-payment.event        ordering     1
fulfillment/plan-on-confirmed.event  ordering     3
reporting/record-observations.event  ordering     2
reporting/record-observations.event  reporting    1
reporting/enter-control-totals.event  ordering     1
reporting/enter-control-totals.event  reporting    1
fulfillment/api.http                 fulfillment  4
fulfillment/api.http                 ordering     1
fulfillment/finish-dispatch.event    fulfillment  1
inventory/consume-holds.event        inventory    1
payments/capture.event               payments     1
ordering/follow-shipments.event      ordering     1`;
const events = `
event                         to
ordering.placed.v2            payments/pay.event
payments.authorised.v2        ordering/confirm-on-payment.event
ordering.confirmed.v2         fulfillment/plan-on-confirmed.event
ordering.confirmed.v2         reporting/record-observations.event
ordering.confirmed.v2         reporting/enter-control-totals.event
ordering.lines-dispatched.v3  fulfillment/finish-dispatch.event
ordering.lines-dispatched.v3  inventory/consume-holds.event
ordering.lines-dispatched.v3  payments/capture.event
payments.captured.v2          nobody
fulfillment.delivered.v2      ordering/follow-shipments.event
ordering.completed.v1         nobody`;
const all = { writes: 43, indexWrites: 21, reads: 22.5, events: 7, relays: 7, messages: 9, calls: 19 };

vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("br") }));

describe("one order, from placed to completed", () => {
  let life: Traffic;

  beforeAll(async () => {
    const market = marketByCode("br");
    if (!market) throw new Error("there is no market br");
    const evening = Date.UTC(2026, 10, 30, 18);
    vi.useFakeTimers({ toFake: ["Date"], now: evening });
    const here = await marketInMemory(market);
    try {
      const shop = { ...here, ...(await openShop(here, 1)) };
      await liveThrough(shop, 1); // the market's first order begins books that all others share
      vi.setSystemTime(evening + 3_600_000); // nothing that a process keeps for a while is still kept
      here.traffic();
      await liveThrough(shop, 1);
      life = here.traffic();
    } finally {
      here.close();
      vi.useRealTimers();
    }
  });

  test("writes these items, at this price", () => {
    const rows = life.calls.flatMap(
      (call) =>
        call.writes
          .filter(({ table }) => !isSandbox(table))
          .map(({ table, kind, how, units, indexUnits }) => [
            call.by,
            short(table),
            kind,
            how,
            `${units}`,
            `${indexUnits}`,
          ])
          .sort(byText), // a transaction writes all at once
    );
    expect(lines(rows)).toEqual(linesIn(writes));
  });

  test("reads as much of these tables", () => {
    const rows = [...unitsBy(life.calls, ({ by }, table) => `${by} ${short(table)}`)]
      .filter(([, units]) => units.reads > 0)
      .map(([name, units]) => [...name.split(" "), `${units.reads}`]);
    expect(lines(rows)).toEqual(linesIn(reads));
  });

  test("tells of these events, to these functions", () => {
    const rows = life.deliveries.flatMap(({ event, to }) =>
      (to.length > 0 ? to : ["nobody"]).map((consumer) => [event.type.replace("archipelago.", ""), consumer]),
    );
    expect(lines(rows)).toEqual(linesIn(events));
  });

  test("takes this in all", () => {
    const messages = life.deliveries.flatMap(({ to }) => to).length;
    const relays = life.outboxes;
    const calls = life.requests + messages + relays;
    expect({ ...allUnits(life.calls), events: life.deliveries.length, relays, messages, calls }).toEqual(all);
  });
});

const short = (table: string): string => table.replace("archipelago-br-", "");
const byText = (left: readonly string[], right: readonly string[]): number => (left.join() < right.join() ? -1 : 1);
/** Rows as lines. How wide a column is says nothing. */
const lines = (rows: readonly (readonly string[])[]): string[] => rows.map((row) => row.join("  "));
/** The same of a table as it stands above, without its head. */
const linesIn = (table: string): string[] => table.trim().replace(/ {2,}/g, "  ").split("\n").slice(1);
