import type { ProviderAnswer, ProviderKey } from "./provider.ts";

/** What an incoming webhook says, once its signature and its form were checked. */
export type ProviderWebhook =
  | { readonly outcome: "received"; readonly key: ProviderKey; readonly answer: ProviderAnswer }
  | { readonly outcome: "signature-missing" | "signature-invalid" | "unreadable" };

/** Reads a provider's webhook from its raw body, whose very bytes are signed, and its headers (names in lower case). */
export type WebhookReader = (
  rawBody: string,
  headers: Readonly<Record<string, string | undefined>>,
) => Promise<ProviderWebhook>;
