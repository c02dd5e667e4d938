import type { SellerId } from "#kernel/codes";

/** Who calls, as the market's authorizer vouches for it. */
export type Caller = {
  /** The user's `sub` or the machine's client id: opaque, no personal data. */
  readonly id: string;
  readonly scopes: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** The sellers this caller is bound to; `undefined` for callers that are not bound to any. */
  readonly sellerIds: ReadonlySet<SellerId> | undefined;
};

export const anonymous: Caller = { id: "anonymous", scopes: new Set(), groups: new Set(), sellerIds: undefined };

/** Whether the caller may act for this seller: unbound callers for all, bound ones for their own. */
export const mayActFor = (caller: Caller, sellerId: SellerId): boolean =>
  caller.sellerIds === undefined || caller.sellerIds.has(sellerId);

/** Reads the claims of an access token. Gateways show lists as `[a b]`, as `a b` or as JSON; seller ids, which may hold
 *  spaces, stand percent-encoded in theirs. */
export function callerOf(claims: Readonly<Record<string, unknown>> | undefined): Caller {
  if (!claims) return anonymous;
  const groups = words(claims["cognito:groups"]);
  const id = typeof claims.username === "string" || groups.length > 0 ? claims.sub : (claims.client_id ?? claims.sub);
  return {
    id: String(id ?? anonymous.id),
    scopes: new Set(words(claims.scope)),
    groups: new Set(groups),
    sellerIds: groups.includes("seller") ? new Set(words(claims.sellerIds).flatMap(decoded)) : undefined,
  };
}

function words(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== "string") return [];
  return claim
    .replace(/^\[|\]$/g, "")
    .split(/[\s,]+/)
    .map((word) => word.replaceAll('"', ""))
    .filter((word) => word !== "");
}

function decoded(word: string): string[] {
  try {
    return [decodeURIComponent(word)];
  } catch {
    return []; // no claim of ours is malformed; one that is names no seller
  }
}
