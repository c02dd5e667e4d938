import fc from "fast-check";
import { expect, test } from "vitest";
import type { ShipmentId } from "#fulfillment/contracts/ids";
import { type Minor, minor, subtract, sum } from "#kernel/money";
import { mayBecome } from "#kernel/transitions";
import { changeBy } from "#platform/decide-and-save";
import { paymentEntity } from "./change-payment.ts";
import { isInFlight, type PaymentOperation } from "./operation.ts";
import { recordAnswer } from "./operation-decisions.ts";
import { kindOf } from "./operation-key.ts";
import { allOperations, newPayment, type Payment, paymentTransitions, stateOf, sumsOf } from "./payment.ts";
import { agree, cancelPart, close, dispatch } from "./payment-decisions.ts";
import type { PaymentDecision } from "./payment-event.ts";
import { paymentWrite } from "./payment-items.ts";
import type { CaptureMode } from "./payment-terms.ts";
import { providerKey } from "./provider.ts";
import { type Account, carryOut, type OperationRecord } from "./sandbox/account.ts";
import { scriptOf } from "./sandbox/tokens.ts";
import { after, noon as now, orderId, stored, termsWith } from "./spec-payments.ts";

/** A story: how the order is paid, which part of it is sent, cancelled or left, and whether it closes instead. */
type Story = {
  readonly captureMode: CaptureMode;
  readonly token: string;
  readonly parts: readonly { readonly amount: number; readonly fate: "sent" | "cancelled" | "left" }[];
  readonly closes: boolean;
};
const aStory: fc.Arbitrary<Story> = fc.record({
  captureMode: fc.constantFrom<CaptureMode>("deferred", "immediate"),
  token: fc.constantFrom("tok_ok", "tok_ok", "tok_declined"),
  parts: fc.array(
    fc.record({
      amount: fc.integer({ min: 1, max: 5_000 }),
      fate: fc.constantFrom("sent" as const, "cancelled" as const, "left" as const),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  closes: fc.boolean(),
});
/** What chance does next: which waiting thing is taken, and what goes wrong with a call. */
const chance = fc.array(
  fc.record({ pick: fc.nat(), mishap: fc.constantFrom("none", "answer-lost", "never-sent", "said-later") }),
  {
    maxLength: 60,
  },
);

type Message = (payment: Payment) => PaymentDecision;
function messagesOf({ captureMode, token, parts, closes }: Story): Message[] {
  const total = sum(parts.map(({ amount }) => minor(amount)));
  return [
    (payment) => agree(payment, termsWith({ total, captureMode, token })),
    ...parts.flatMap(({ amount, fate }, at): Message[] => {
      if (fate === "cancelled") return [(payment) => cancelPart(payment, `evt_${at}`, minor(amount))];
      if (fate === "sent" && !closes) return [(payment) => dispatch(payment, `shp_${at}` as ShipmentId, minor(amount))];
      return [];
    }),
    ...(closes ? [(payment: Payment) => close(payment, "cancelled")] : []),
  ];
}

/** The shop and the provider, with everything that is under way between them. */
class World {
  payment = newPayment(orderId);
  account: Account | undefined;
  readonly entries = new Map<string, OperationRecord>();
  readonly calls: PaymentOperation[] = [];
  readonly published: string[] = [];

  deliver(decide: Message): void {
    const decision = decide(this.payment);
    const { payment: next, events, opened } = after(this.payment, decision, now);
    const [from, to] = [stateOf(this.payment).status, stateOf(next).status];
    if (!mayBecome(paymentTransitions, from, to)) throw new Error(`${from} became ${to}`);
    const { authorised, captured, refunded, uncaptured, unrefunded } = sumsOf(next);
    if (captured > authorised || refunded > captured || uncaptured < 0 || unrefunded < 0)
      throw new Error("not covered");
    const change = changeBy(paymentEntity, stored(this.payment), events, { at: now, cause: undefined });
    if (events.length > 0) paymentWrite("payments", change); // it knows both tables of transitions
    this.published.push(...change.integrationEvents.map(({ type, data }) => `${type} ${JSON.stringify(data)}`));
    this.payment = next;
    this.calls.push(...opened);
  }

  /** The provider carries a call out, once for each key. */
  carryOut({ key, amount }: PaymentOperation): OperationRecord {
    const name = providerKey(orderId, key);
    const { terms } = this.payment;
    const known = this.entries.get(name);
    if (known || !terms) return known ?? fail();
    const kind = kindOf(key);
    const script = scriptOf(terms.token);
    const operation =
      kind === "authorise"
        ? { kind, amount, captureMode: terms.captureMode, payBy: terms.dueAt, script }
        : { kind, amount };
    const { account, result, knownFrom } = carryOut(this.account, operation, now);
    const entry = { key: name, kind, amount, result, knownFrom };
    this.account = account;
    this.entries.set(name, entry);
    return entry;
  }

  call(operation: PaymentOperation, mishap: string): void {
    if (mishap === "never-sent") return;
    const { result } = this.carryOut(operation);
    const answer =
      mishap === "answer-lost"
        ? ({ outcome: "unknown" } as const)
        : mishap === "said-later"
          ? ({ outcome: "pending" } as const)
          : result;
    this.deliver((payment) => recordAnswer(payment, operation.key, answer, now));
  }

  /** Asks for every operation whose end is not known; what the provider never received is sent again. */
  ask(): void {
    for (const operation of allOperations(this.payment).filter(isInFlight)) {
      const { result } = this.entries.get(providerKey(orderId, operation.key)) ?? this.carryOut(operation);
      this.deliver((payment) => recordAnswer(payment, operation.key, result, now));
    }
  }
}
const fail = (): never => {
  throw new Error("a call before there were terms");
};

function play(story: Story, steps: readonly { pick: number; mishap: string }[]): World {
  const world = new World();
  const all = messagesOf(story);
  const waiting = [...all];
  for (const { pick, mishap } of steps) {
    const what = pick % 4;
    if (what === 0 && world.calls.length > 0) {
      const [operation] = world.calls.splice(pick % world.calls.length, 1);
      if (operation) world.call(operation, mishap);
    } else if (what === 1) world.ask();
    else if (what === 2) all.at(pick % all.length) && world.deliver(all[pick % all.length] ?? fail());
    else for (const message of waiting.splice(pick % (waiting.length || 1), 1)) world.deliver(message);
  }
  for (const message of waiting) world.deliver(message);
  while (world.calls.length > 0 || allOperations(world.payment).some(isInFlight)) {
    for (const operation of world.calls.splice(0)) world.call(operation, "none");
    world.ask();
  }
  return world;
}

/** What the buyer has paid in the end, by the story alone. */
function owed({ captureMode, token, parts, closes }: Story): number {
  if (token === "tok_declined" || closes) return 0;
  const counts = (fate: string) => (captureMode === "immediate" ? fate !== "cancelled" : fate === "sent");
  return sum(parts.filter(({ fate }) => counts(fate)).map(({ amount }) => minor(amount)));
}
const net = ({ captured, refunded }: { captured: Minor; refunded: Minor }): Minor => subtract(captured, refunded);

test("whatever comes first, twice or not at all: the buyer pays what is owed, and the provider agrees", () =>
  fc.assert(
    fc.property(aStory, chance, (story, steps) => {
      const { payment, account, entries } = play(story, steps);
      const sums = sumsOf(payment);
      expect(net(sums)).toBe(owed(story));
      if (account) expect(net(account)).toBe(net(sums));
      if (account) expect(account.authorised - account.captured - account.voided).toBe(sums.uncaptured);
      const over = story.closes || story.parts.every(({ fate }) => fate !== "left");
      if (over) expect(sums.uncaptured).toBe(0);
      const refused = [...entries.values()].filter(
        ({ kind, result }) => kind !== "authorise" && result.outcome === "failed",
      );
      expect(refused).toEqual([]);
    }),
    { numRuns: 600 },
  ));

test("nothing is announced twice, and captures and refunds announced add up to what was paid", () =>
  fc.assert(
    fc.property(aStory, chance, (story, steps) => {
      const { published, payment } = play(story, steps);
      const amounts = (event: string) =>
        sum(
          published
            .filter((line) => line.includes(`.${event}.v2`))
            .map((line) => minor(JSON.parse(line.slice(line.indexOf(" "))).amount)),
        );
      expect(net({ captured: amounts("captured"), refunded: amounts("refunded") })).toBe(net(sumsOf(payment)));
      const ends = published.filter((line) => /\.(authorised\.v2|declined\.v1|voided\.v1)/.test(line));
      expect(new Set(ends).size).toBe(ends.length);
    }),
    { numRuns: 300 },
  ));
