import * as z from "zod/mini";

/** A message of the ingress queue: what came in on a market's bus, and which market's bus that was. */
export const ingressMessage = z.object({ market: z.string().check(z.regex(/^[a-z]{2,8}$/)), event: z.unknown() });

/** The message that the rule of a market's ingress bus makes of an event, whatever the event says of its market. */
export const stamp = (market: string, event: unknown): z.output<typeof ingressMessage> => ({ market, event });
