import { randomUUID } from "node:crypto";
import { marketGroups, marketMachines } from "#access/roles";
import { gatewayKey } from "#platform/route";
import { atTheGateway } from "./gateway-event.ts";
import type { NamedRoute } from "./manifests.ts";
import type { Answer, Client } from "./market-client.ts";

/** What a function answers its gateway. */
export type GatewayAnswer = {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
/** Has a domain answer a gateway's event. */
export type AskDomain = (domain: string, event: object) => Promise<GatewayAnswer>;

/**
 * Talks to the functions of a market in this process as its gateway does for a caller: it finds the route, and stops who
 * has not its scope.
 */
export function clientInMemory(
  { role, sellerIds }: { readonly role: string; readonly sellerIds: readonly string[] },
  routes: readonly NamedRoute[],
  ask: AskDomain,
): Client {
  const claims = claimsOf(role, sellerIds);
  const token = `.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`; // nobody signs it, nobody checks it

  const call: Client["call"] = async (method, path, { body, headers, key } = {}) => {
    const [way = "", query] = path.split("?");
    for (const { domain, route } of routes) {
      const parameters = parametersOf(gatewayKey(route), `${method} ${way}`);
      if (!parameters) continue;
      if (!claims.scope.split(" ").includes(route.scope ?? "")) throw new Error(`${role} may not ${route.key}`);
      const event = atTheGateway(
        { token },
        gatewayKey(route),
        body,
        key === undefined ? randomUUID() : key,
        parameters,
      );
      const asked = { ...event, ...(query ? { queryStringParameters: parametersIn(query) } : {}) };
      return answerOf(await ask(domain, { ...asked, headers: { ...event.headers, ...headers } }));
    }
    throw new Error(`the market has no route for ${method} ${path}`);
  };
  return {
    token,
    call,
    get: (path) => call("GET", path),
    put: (path, body, headers) => call("PUT", path, { body, ...(headers ? { headers } : {}) }),
    post: (path, body, key) => call("POST", path, { body, ...(key === undefined ? {} : { key }) }),
  };
}

/** What a token of a role says, or of several: `operations+seller`. A machine has no groups, and a seller those sellers
 *  that it is bound to. */
function claimsOf(role: string, sellerIds: readonly string[]) {
  const scopes: Readonly<Record<string, readonly string[]>> = { ...marketGroups, ...marketMachines };
  const roles = role.split("+");
  const unknown = roles.filter((one) => scopes[one] === undefined);
  if (unknown.length > 0) throw new Error(`there is no role ${unknown}`);
  const scope = [...new Set(roles.flatMap((one) => scopes[one] ?? []))].join(" ");
  if (role in marketMachines) return { client_id: `${role}-1`, scope };
  const bound = roles.includes("seller") ? { sellerIds: sellerIds.map(encodeURIComponent).join(" ") } : {};
  return { sub: "person-1", username: "person-1", "cognito:groups": roles, scope, ...bound };
}

const parametersIn = (query: string): Record<string, string> => Object.fromEntries(new URLSearchParams(query));

function answerOf({ statusCode, headers = {}, body: text = "" }: GatewayAnswer): Answer {
  return { status: statusCode, headers: new Headers(headers), body: text === "" ? undefined : JSON.parse(text), text };
}

/** The path's parameters if a request is for this route, decoded as an HTTP API does: every escape but that of `%` itself.
 *  @param key such as `GET /orders/{id}`, or `GET /things/{name+}` */
function parametersOf(key: string, request: string): Record<string, string> | undefined {
  const decoded = request.replaceAll(/(?:%(?!25)[0-9A-Fa-f]{2})+/g, decodeURIComponent);
  const pattern = key.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)").replace(/\{(\w+)\+\}$/, "(?<$1>.+)");
  const found = new RegExp(`^${pattern}$`, "s").exec(decoded);
  return found ? { ...found.groups } : undefined;
}
