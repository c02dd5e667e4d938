import * as z from "zod/mini";
import { documented } from "#kernel/documented";
import { orderCeilings } from "#markets/order-ceilings";
import { lineId } from "./contracts/ids.ts";

/** What people write: it may name people, and is kept with the personal data. */
const reason = z.string().check(
  z.minLength(1),
  z.maxLength(200),
  z.refine((text) => text.isWellFormed(), "must be well-formed Unicode"),
);

/** A line of which so many units are cancelled. Its reason is the one for all where it has none of its own. */
const units = z.strictObject({
  lineId,
  quantity: z.int().check(z.gte(1), z.lte(orderCeilings.quantity)),
  reason: z.optional(reason),
});

/** Two numbers of units of one line leave open which is meant. */
const eachLineOnce: z.core.CheckFn<readonly { readonly lineId: string }[]> = ({ value, issues }) => {
  const named = new Set<string>();
  for (const [position, one] of value.entries()) {
    if (named.has(one.lineId))
      issues.push({ code: "custom", input: value, path: [position, "lineId"], message: "is named before" });
    named.add(one.lineId);
  }
};

/** What `POST /orders/{id}/cancellation` takes: units of lines, whole lines, or with neither all that is left. */
export const cancellationBody = documented(
  z
    .strictObject({
      reason,
      lines: z.optional(z.array(units).check(z.minLength(1), z.maxLength(10_000), z.check(eachLineOnce))),
      lineIds: z.optional(z.array(lineId).check(z.minLength(1), z.maxLength(10_000))),
    })
    .check(
      z.refine(({ lines, lineIds }) => lines === undefined || lineIds === undefined, {
        message: "must not come with lines",
        path: ["lineIds"],
      }),
    ),
  (generated) => ({ ...generated, not: { required: ["lines", "lineIds"] } }),
);
export type CancellationBody = z.output<typeof cancellationBody>;
