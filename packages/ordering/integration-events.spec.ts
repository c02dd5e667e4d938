import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { minor } from "#kernel/money";
import { changeBy } from "#platform/decide-and-save";
import { itemSize } from "#test/support/dynamodb/item-size";
import { cancel } from "./cancellation-decisions.ts";
import { cancelledV3 } from "./contracts/cancelled.v3.ts";
import { confirmedV2 } from "./contracts/confirmed.v2.ts";
import type { LineId } from "./contracts/ids.ts";
import { linesDispatchedV3 } from "./contracts/lines-dispatched.v3.ts";
import { placedV2 } from "./contracts/placed.v2.ts";
import type { Order, OrderLine } from "./order.ts";
import { orderEntity } from "./order-entity.ts";
import type { OrderEvent } from "./order-event.ts";
import { headItem } from "./order-items.ts";
import { confirm, decline } from "./payment-decisions.ts";
import { takeChunk } from "./reservation-decisions.ts";
import { dispatch } from "./shipment-decisions.ts";
import {
  confirmedOrder,
  dispatchOf,
  heldOrder,
  later,
  line,
  naming,
  noon,
  orderId,
  reservingOrder,
  shipmentId,
  threeLines,
} from "./spec-orders.ts";

const contracts = [placedV2, confirmedV2, cancelledV3, linesDispatchedV3];
type Accepted = { readonly outcome: string; readonly events?: readonly OrderEvent[] };

/** A decision's change of an order. */
const changeOf = (order: Order, { events = [] }: Accepted, lines: readonly OrderLine[] = threeLines) =>
  changeBy(orderEntity, { state: order, seen: new Set<string>(), beside: lines }, events, { at: noon });

/** What the market learns of it, as contracts read it. */
const saidOf = (order: Order, decision: Accepted) =>
  changeOf(order, decision).integrationEvents.map(({ type, data }) => {
    const contract = contracts.find((one) => one.type === type);
    if (!contract) throw new Error(`no contract here is ${type}`);
    return z.parse<z.core.$ZodType>(contract.data, data);
  });

const shareOf = (sellerId: string, goods: number, shipping: number) => ({
  ...{ sellerId, goods, discount: { platform: 0, seller: 0 }, shipping, fees: [], taxRemoved: 0 },
  ...{ taxes: [], duties: [], amount: goods + shipping },
});
const inEuros = { orderId, currency: "EUR" };

describe("what the market learns of an order", () => {
  test("that is placed: how it is to be paid", () =>
    expect(saidOf({ ...reservingOrder(), installments: 3 }, takeChunk(reservingOrder(), noon))).toEqual([
      {
        ...{ ...inEuros, total: 650, promotions: [], placedAt: noon, dueAt: "2026-11-22T12:15:00.000Z" },
        tenders: [{ method: "card", amount: 650, installments: 3 }],
      },
    ]));

  test("that is confirmed: whose it is, without what was cancelled before", () => {
    const order = { ...heldOrder(), cancelledLines: ["l1"] };
    expect(saidOf(order, confirm(order, threeLines, noon))).toEqual([
      {
        ...inEuros,
        shares: [shareOf("ada", 200, 20), shareOf("bob", 300, 30)],
        tenders: [{ method: "card", amount: 550 }],
      },
    ]);
  });

  test("of which a shipment left: its seller's share, and each line", () =>
    expect(saidOf(confirmedOrder(), dispatch(confirmedOrder(), threeLines, dispatchOf(1, ["l1", "l2"])))).toEqual([
      {
        ...{ ...inEuros, shipmentId: shipmentId(1), share: shareOf("ada", 300, 50), final: false },
        lines: [
          { lineId: "l1", category: "toys", quantity: 1, unitPrice: 100 },
          { lineId: "l2", category: "toys", quantity: 2, unitPrice: 100 },
        ],
        items: [
          { sellerId: "ada", sku: "SKU-1", nodeId: "north", quantity: 1 },
          { sellerId: "ada", sku: "SKU-2", nodeId: "north", quantity: 2 },
        ],
        ...{ carrier: "post", dispatchedAt: noon },
      },
    ]));

  const l3 = {
    lines: [{ lineId: "l3", quantity: 3 }],
    items: [{ sellerId: "bob", sku: "SKU-3", nodeId: "south", quantity: 3 }],
  };
  test.each(["buyer", "operations"] as const)(
    "of which %s cancelled a line: whose it was, and no word of why",
    (cause) => {
      const asked = { ...naming(["l3"]), reason: "Mrs Byron moved", cause, at: later };
      expect(saidOf(confirmedOrder(), cancel(confirmedOrder(), threeLines, asked))).toEqual([
        { ...inEuros, ...l3, whole: false, confirmed: true, cause, shares: [shareOf("bob", 300, 0)], amount: 300 },
      ]);
    },
  );

  test("whose payment was declined: what nobody owes any more", () => {
    const order = { ...heldOrder(), cancelledLines: ["l1", "l2"] };
    const shares = [shareOf("bob", 300, 50)];
    expect(saidOf(order, decline(order, threeLines))).toEqual([
      { ...inEuros, ...l3, whole: true, confirmed: false, cause: "declined", shares, amount: 350 },
    ]);
  });
});

describe("the largest order", () => {
  const code = (text: string) => createHash("sha256").update(text).digest("hex");
  /** A thousand lines with the longest codes, each kept at so many nodes. */
  const largest = (sellers: number, nodeIds = ["allentown"]) =>
    Array.from({ length: 1_000 * nodeIds.length }, (_, at) => {
      const ordered = Math.floor(at / nodeIds.length);
      return line(at + 1, {
        ...{
          sellerId: code(`s${ordered % sellers}`),
          sku: code(`k${ordered}`),
          nodeId: nodeIds[at % nodeIds.length] ?? "",
        },
        ...{ quantity: 25_000, unitPrice: minor(1_000_000), category: "garden" },
      });
    });
  const [own, one, kept] = [largest(1_000), largest(1), largest(100, ["allentown", "dallas", "joliet", "ontario"])];
  const ids = one.map(({ lineId }): LineId => lineId);
  const asked = { reason: "no", cause: "buyer", at: noon } as const;

  test.each([
    [
      "confirmed, each line of another seller",
      250_000,
      changeOf(heldOrder(own), confirm(heldOrder(own), own, noon), own),
    ],
    [
      "cancelled, each line of another seller",
      500_000,
      changeOf(heldOrder(own), cancel(heldOrder(own), own, asked), own),
    ],
    [
      "cancelled, each line at four nodes",
      1_000_000,
      changeOf(heldOrder(kept), cancel(heldOrder(kept), kept, asked), kept),
    ],
    [
      "sent as one shipment",
      300_000,
      changeOf(confirmedOrder(one), dispatch(confirmedOrder(one), one, dispatchOf(1, ids, one)), one),
    ],
  ])("that is %s leaves room in its item of 400 kB and its message of 1 MB", (_, most, change) => {
    const { after, integrationEvents } = change;
    expect(integrationEvents).toHaveLength(1);
    expect(Buffer.byteLength(JSON.stringify(integrationEvents[0]))).toBeLessThan(most);
    expect(itemSize(headItem(after.state, after.seen, integrationEvents, noon))).toBeLessThan(300_000);
  });
});
