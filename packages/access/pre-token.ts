import type { ClaimsAndScopeOverrideDetails } from "aws-lambda";
import type { SellerId } from "#kernel/codes";
import type { MembershipStore } from "./membership.ts";
import { type Scope, scopesOfGroups } from "./roles.ts";
import { sellerClaim } from "./seller-claim.ts";

/** What Cognito asks before it signs a token (trigger version 3). */
export type TokenRequest = {
  readonly triggerSource: string;
  readonly request: {
    readonly userAttributes?: Readonly<Record<string, string>> | undefined;
    readonly groupConfiguration?: { readonly groupsToOverride?: readonly string[] | undefined } | undefined;
    readonly scopes?: readonly string[] | undefined;
  };
};

/** Whether a machine asks: its client's configuration says what it may do, and nothing is added to that. */
export const isMachine = ({ triggerSource }: TokenRequest): boolean =>
  triggerSource === "TokenGeneration_ClientCredentials";

/** The groups of the person who asks. */
export const groupsOf = ({ request }: TokenRequest): readonly string[] =>
  request.groupConfiguration?.groupsToOverride ?? [];

/**
 * What goes into a person's access token: exactly the scopes of the groups, whatever the sign-in asked for, and the
 * sellers they act for. Nobody gets more by asking for it, nor the scope to change the account by itself.
 * @param sellerIds the memberships of someone in the group `seller`
 */
export function tokenOf(
  asked: TokenRequest,
  grants: Readonly<Record<string, readonly Scope[]>>,
  sellerIds: readonly SellerId[],
): ClaimsAndScopeOverrideDetails {
  const granted = scopesOfGroups(grants, groupsOf(asked));
  const beyond = ["aws.cognito.signin.user.admin", ...(asked.request.scopes ?? [])].filter(
    (scope) => !(granted as readonly string[]).includes(scope),
  );
  return {
    accessTokenGeneration: {
      scopesToAdd: [...granted],
      scopesToSuppress: [...new Set(beyond)],
      ...(sellerIds.length > 0 ? { claimsToAddOrOverride: { sellerIds: sellerClaim(sellerIds) } } : {}),
    },
  };
}

/**
 * Cognito's trigger: people get the scopes of their groups and, as sellers, their sellers; machines what their client
 * is configured with.
 * @throws what the store throws: then no token is signed, rather than one that knows too little or too much
 */
export const tokenTrigger =
  (grants: Readonly<Record<string, readonly Scope[]>>, memberships: Pick<MembershipStore, "sellersOf">) =>
  async <Event extends TokenRequest & { response: object }>(event: Event) => {
    if (isMachine(event)) return event;
    const { sub } = event.request.userAttributes ?? {};
    const bound = groupsOf(event).includes("seller") && sub !== undefined;
    const sellerIds = bound ? await memberships.sellersOf(sub) : [];
    return { ...event, response: { claimsAndScopeOverrideDetails: tokenOf(event, grants, sellerIds) } };
  };
