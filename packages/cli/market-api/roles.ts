import { centralGroups, type MarketMachine, marketGroups, marketMachines } from "#access/roles";
import { CommandError } from "../terminal/outcome.ts";

/** The word for the central region where a command takes a market or the centre. */
export const central = "central";

/** Who to sign in as. */
export type Wish =
  | { readonly kind: "person"; readonly role: string; readonly sellerIds: readonly string[] }
  | { readonly kind: "machine"; readonly role: MarketMachine; readonly scopes?: readonly string[] };

export const operations: Wish = { kind: "person", role: "operations", sellerIds: [] };
export const integration: Wish = { kind: "machine", role: "integration" };

export const machineScopes = (role: MarketMachine): readonly string[] => marketMachines[role];

type Asked = {
  readonly role?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly sellerIds?: readonly string[] | undefined;
};

/**
 * Who has to sign in to get what was asked for. Without a role: a seller when sellers are named, the machine with the
 * scopes named when there is one, else `operations`, and `leadership` in the centre.
 * @throws CommandError when there is no such role, or it can have no such scopes or sellers
 */
export function wishOf(place: string, { role: asked, scopes = [], sellerIds = [] }: Asked): Wish {
  const groups: Readonly<Record<string, readonly string[]>> = place === central ? centralGroups : marketGroups;
  const machines: Readonly<Record<string, readonly string[]>> = place === central ? {} : marketMachines;
  const has = (granted: readonly string[] | undefined) => scopes.every((scope) => granted?.includes(scope));
  const role = asked ?? defaultRole();
  if (Object.hasOwn(machines, role)) {
    if (sellerIds.length > 0) throw new CommandError("--seller is for the role seller");
    const refused = scopes.filter((scope) => !machines[role]?.includes(scope));
    if (refused.length > 0)
      throw new CommandError(`${role} cannot have ${refused.join(", ")}: ${listed(machines[role])}`);
    return { kind: "machine", role: role as MarketMachine, ...(scopes.length > 0 ? { scopes } : {}) };
  }
  if (!Object.hasOwn(groups, role))
    throw new CommandError(`there is no role ${role}; there are ${Object.keys({ ...groups, ...machines }).join(", ")}`);
  if (!has(groups[role])) throw new CommandError(`${role} has only ${listed(groups[role])}`);
  if (role === "seller" && sellerIds.length === 0) throw new CommandError("name the seller's shops with --seller ID");
  if (role !== "seller" && sellerIds.length > 0) throw new CommandError("--seller is for the role seller");
  return { kind: "person", role, sellerIds };

  function defaultRole(): string {
    if (place === central) return "leadership";
    if (sellerIds.length > 0) return "seller";
    const machine = scopes.length > 0 ? Object.keys(machines).find((name) => has(machines[name])) : undefined;
    return machine ?? "operations";
  }
}

const listed = (scopes: readonly string[] = []): string => scopes.join(", ");
