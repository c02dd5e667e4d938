import {
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { centralGroups, marketGroups, marketMachines } from "#access/roles";
import { personToken } from "#cli/market-api/person-token";
import { reach } from "#cli/market-api/running";
import { mustAnswer, mustBeStopped, mustRefuse } from "#test/support/answers";
import { archipelago } from "#test/support/command";
import { allRoutes } from "#test/support/manifests";
import { clientOf, clientWith, type Json, machine, person, tokenOf } from "#test/support/market-client";
import { fresh, marketsOfStack } from "#test/support/shop";

/** Every route of the centre, with a question that it answers. All of them only read. */
const questions: Readonly<Record<string, string>> = {
  "GET /health": "/health",
  "GET /feed": "/feed?limit=1",
  "GET /reports/sales": "/reports/sales?by=market&from=2017-12-01&to=2017-12-31&currency=USD",
};
const open = new Set(["GET /health"]);
const routes = await allRoutes("central");
const guarded = routes.filter(({ route }) => !open.has(route.key));
const keys = guarded.map(({ route }) => route.key);
const grants: Readonly<Record<string, readonly string[]>> = centralGroups;
const strangers = marketsOfStack().flatMap(({ code }) => [
  ...Object.keys(marketGroups).map((role) => ({
    code,
    role,
    wish: person(role, ...(role === "seller" ? ["house"] : [])),
  })),
  ...Object.keys(marketMachines).map((role) => ({ code, role, wish: machine(role as keyof typeof marketMachines) })),
]);
const ask = async (key: string, token: string | undefined) =>
  clientWith("central", token).get(questions[key] ?? `/no-question-for-${key}`);
let leadership: string;

beforeAll(async () => {
  leadership = await tokenOf("central", person("leadership"));
});

test("every route of the centre has a question here, and no other does", () =>
  expect(Object.keys(questions).sort()).toEqual(routes.map(({ route }) => route.key).sort()));

test.each(
  guarded.flatMap(({ route }) =>
    Object.keys(grants).map((role) => ({ key: route.key, role, scope: route.scope ?? "" })),
  ),
)("$key asked by $role of the centre", async ({ key, role, scope }) => {
  const answer = await ask(key, await tokenOf("central", person(role)));
  if (grants[role]?.includes(scope)) mustAnswer(answer, 200);
  else mustBeStopped(answer, 403);
});

describe.each(keys)("%s stops", (key) => {
  test("who has no token, or a broken one", async () => {
    const forged = `${leadership.slice(0, leadership.lastIndexOf(".") + 1)}${"A".repeat(342)}`;
    for (const token of [undefined, "", "x", leadership.slice(0, -3), forged, unsigned(leadership)])
      mustBeStopped(await ask(key, token), 401);
  });

  test.each(strangers)("$role of the market $code", async ({ code, wish }) =>
    mustBeStopped(await ask(key, await tokenOf(code, wish)), 401),
  );

  test("a person of the centre's pool who is in no group", async () => {
    const cloud = inject("cloud");
    const pool = new CognitoIdentityProviderClient(reach(cloud, cloud.central));
    const UserPoolId = cloud.central.userPoolId;
    const [username, group] = [fresh("nobody"), "leadership"];
    const leave = async () => {
      await pool.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: username, GroupName: group }));
    };
    const { accessToken } = await personToken(pool, cloud.central, { username, group, before: leave });
    mustBeStopped(await ask(key, accessToken), 403);
  });
});

test("who reads the centre reads no market", async () => {
  for (const { code } of marketsOfStack())
    for (const path of ["/orders", "/listings", "/reconciliation", "/reconciliation/batches?epoch=1"])
      mustBeStopped(await clientWith(code, leadership).get(path), 401);
});

test("health answers everybody, and tells nobody of any market", async () => {
  const tokens = await Promise.all(strangers.map(({ code, wish }) => tokenOf(code, wish)));
  for (const token of [undefined, "x", leadership, ...tokens]) {
    const body = mustAnswer(await ask("GET /health", token), 200);
    expect(Object.keys(body).sort()).toEqual(["commit", "status", "version"]);
  }
});

test("who may read reports learns how far each attached market lags behind", async () => {
  const { lag, behind } = mustAnswer(await ask("GET /reports/sales", leadership), 200);
  const markets = marketsOfStack().map(({ code }) => code);
  expect(Object.keys(lag)).toEqual(expect.arrayContaining(markets));
  expect(Object.keys(behind).sort()).toEqual(Object.keys(lag).sort());
});

test("`report` says in words why a time without sales is empty", async () => {
  const asked = ["--from", "1999-01-01", "--to", "1999-01-31", "--by", "month", "--currency", "GBP"];
  const { document, err } = await archipelago("report", ...asked);
  expect({ items: document?.items, totals: document?.totals }, err).toEqual({ items: [], totals: [] });
  const codes = document.notes.map(({ code }: Json) => code);
  expect(
    codes.some((code: string) => ["held-back", "never-heard"].includes(code)),
    JSON.stringify(codes),
  ).toBe(true);
});

test("what is no route of the centre is not found, for anybody, whatever the method", async () => {
  for (const token of [undefined, leadership, await tokenOf(marketsOfStack()[0]?.code ?? "", person("operations"))])
    for (const path of ["/", "/nothing", "/orders", "/feed/1", "/reports", "/reports/sales/us", "/reconciliation"])
      mustRefuse(await clientWith("central", token).get(path), 404, "not-found");
  const reader = await clientOf("central", person("leadership"));
  for (const path of Object.values(questions))
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      mustRefuse(await reader.call(method, path, { body: {} }), 404, "not-found");
});

/** The same claims under the algorithm `none`. */
function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  return `${header}.${token.split(".")[1]}.`;
}
