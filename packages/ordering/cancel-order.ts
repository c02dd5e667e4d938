import type { MarketGroup } from "#access/contracts/groups";
import type { Instant } from "#kernel/time";
import { type Answer, answer } from "#platform/answer";
import type { Caller } from "#platform/caller";
import { decideAndSave, type EarlierReply } from "#platform/decide-and-save";
import type { IdempotentRequest } from "#platform/idempotency";
import { isProblem, type Problem } from "#platform/problem";
import type { CancellationBody } from "./cancellation-body.ts";
import { type Cancellation, cancelFor } from "./cancellation-decisions.ts";
import type { OrderId } from "./contracts/ids.ts";
import type { Order } from "./order.ts";
import { orderEntity } from "./order-entity.ts";
import type { CancellableLines, OrderStore } from "./order-store.ts";
import { orderViewFor } from "./order-view.ts";
import type { ReadPayment } from "./payments-port.ts";
import { noOrder, problemOf } from "./problems.ts";
import { answerFrom, snapshotOf } from "./response-snapshot.ts";

/** A client's command. Its `Idempotency-Key` may be repeated for as long as its answer is kept: see `platform/idempotency.ts`. */
export type CancelRequest = {
  readonly id: OrderId;
  readonly cancellation: CancellationBody;
  readonly caller: Caller;
  readonly now: Instant;
  readonly idempotency: IdempotentRequest;
};
/** Every way in which a cancellation is refused. */
export type CancelProblem = ReturnType<typeof problemOf> | Problem<"not-found" | "idempotency-key-reused">;
type Ports = { readonly orders: OrderStore; readonly readPayment: ReadPayment };

/** Cancels an order, some of its lines or units of them, once per `Idempotency-Key`, and shows the order as it then is. To
 *  a seller it is an order of its own lines alone. */
export async function cancelOrder(ports: Ports, request: CancelRequest): Promise<Answer<200> | CancelProblem> {
  const { id, cancellation, caller, now, idempotency } = request;
  const asked = { ...askedIn(cancellation), cause: causeOf(caller), at: now };
  const earlier = await ports.orders.findReply(idempotency);
  if (earlier) return repeat(ports, request, earlier);
  const payment = await ports.readPayment(id);
  const show = (order: Order, { lines }: CancellableLines) =>
    snapshotOf(answer(200, orderViewFor({ order, lines, payment }, caller), { version: order.version }));

  const changed = await decideAndSave(orderEntity, ports.orders.atWithReasons(id), {
    decide: (order, { lines, lineReasons }) => cancelFor(caller, order, lines, { ...asked, lineReasons }),
    at: now,
    reply: { request: idempotency, answer: show },
  });
  switch (changed.outcome) {
    case "not-found":
      return noOrder();
    case "rejected":
      return problemOf(changed.rejection, cancellation);
    case "repeated":
      return repeat(ports, request, changed.reply);
    case "changed":
    case "unchanged":
      return complete(ports, request, show(changed.stored.state, changed.stored.beside));
  }
}

/** Lines are named whole, or with the units that go. */
const askedIn = ({ reason, lines, lineIds }: CancellationBody) => ({
  reason,
  lines: lines ?? lineIds?.map((lineId) => ({ lineId })),
});

const repeat = (ports: Ports, request: CancelRequest, earlier: EarlierReply) =>
  isProblem(earlier) ? earlier : complete(ports, request, earlier);

/** The answer with what is not recorded of it, the first time as whenever it is asked for again. */
async function complete({ orders }: Ports, { id, caller }: CancelRequest, kept: Answer): Promise<Answer<200>> {
  const found = await orders.findWithPersonalData(id);
  if (!found) throw new Error("an answer is recorded of an order that does not exist");
  return { ...answerFrom(kept, found, caller), status: 200 };
}

/** Groups of our own people. */
const ourPeople: readonly MarketGroup[] = ["operations", "support"];

/** A seller cancels what it cannot send, and our own people cancel as operations; whoever else asks, a storefront for one,
 *  asks for its buyer. */
function causeOf({ groups, sellerIds }: Pick<Caller, "groups" | "sellerIds">): Cancellation["cause"] {
  if (sellerIds) return "seller";
  return ourPeople.some((group) => groups.has(group)) ? "operations" : "buyer";
}
