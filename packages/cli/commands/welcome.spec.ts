import { expect, test } from "vitest";
import { markets } from "#markets/directory";
import { farewell, welcome } from "./welcome.ts";

const region = (code: string) => ({
  url: `http://localhost:1/${code}`,
  region: `region-of-${code}`,
  userPoolId: "pool",
  appClientId: "app",
});
const machines = { storefront: { clientId: "s" }, integration: { clientId: "i" } };
const cloud = {
  markets: Object.fromEntries(
    markets.map(({ code }) => [code, { ...region(code), machines, centralLink: "attached" as const }]),
  ),
  central: region("central"),
};

test("whoever starts the marketplace is told every address, and what to try, before the demonstration is over", () => {
  const text = welcome(cloud, { demonstration: true });
  for (const code of [...markets.map((market) => market.code), "central"])
    expect(text).toMatch(new RegExp(`^ {2}${code} +region-of-${code} +http://localhost:1/${code}$`, "m"));
  expect(text).toContain("usable now");
  expect(text).toContain("demonstration is played now");
  expect(text).toContain("npx archipelago token");
});

test("it shows a cancellation, a dispatch by a carrier of that market, and a report of the centre", () => {
  const text = welcome(cloud, { demonstration: true });
  const [market] = markets;
  for (const command of [
    `call ${market?.code} POST /orders/ID/cancellation --data '{"reason":"not needed"}'`,
    `call ${market?.code} POST /shipments/ID/dispatch --data '{"carrier":"${market?.carriers[0]?.id}"}'`,
    "report --by market,category",
  ])
    expect(text).toContain(`  npx archipelago ${command} `);
});

test("nobody is sent to look at a demonstration that is not played", () => {
  const text = welcome(cloud, { demonstration: false });
  expect(text).not.toMatch(/demonstration|GET/);
  expect(text).toContain("npx archipelago token");
});

test("how to stop it depends on where it runs", () => {
  expect(farewell({ detach: true })).toContain("npx archipelago down");
  expect(farewell({ detach: false })).toContain("Ctrl-C");
});
