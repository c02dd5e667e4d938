import { beforeAll, expect, test } from "vitest";
import { cursorsUnder } from "#headquarters/cursor";
import { headquartersTable } from "#headquarters/table";
import { cursorOf } from "#platform/page";
import { tableNameOf } from "#platform/table";
import { mustAnswer } from "#test/support/answers";
import { complaints, fieldsOf, undeclared } from "#test/support/complaints";
import { invoke, whileAsleep } from "#test/support/emulator-control";
import { eventually } from "#test/support/eventually";
import { dynamoOf } from "#test/support/local-aws";
import { allRoutes } from "#test/support/manifests";
import { type Answer, type Client, clientOf, person } from "#test/support/market-client";
import { marketsOfStack } from "#test/support/shop";
import { settledDigest } from "#test/support/table-scan";

const routes = (await allRoutes("central")).map(({ route }) => route);
const anybodys = ["%00", "%0A", "%", "%E0%A4%A", "%F0%9F%92%A9", "__proto__", "%7B%22a%22%3A1%7D", "x".repeat(6_000)];
const nextToNothing = ["", "%20", "+", "null", "undefined", "NaN"];
const notDates = [
  ...["yesterday", "2017", "2017-12", "2017-W48", "2017-1-1", "2017-02-30", "2017-13-01", "2017-12-32", "20171201"],
  ...["2017-12-01T24", "2017-12-01T14:00", "2017-12-01T14:00:00Z", "2017-12-01%2014", "2017-12-01%0A", "1512086400"],
  ...["0000-01-01", "0999-12-31", "10000-01-01", "%2B002017-12-01", "-1", "２０１７-12-01", "2017-12-01%00"],
];
/** What no parameter of these names can mean. */
const wrong: Readonly<Record<string, readonly string[]>> = {
  limit: ["0", "101", "-1", "-0", "1.5", "ten", "1e1", "1e9", "0x10", "99999999999999999999", "1&limit=2", "٣", "1%00"],
  after: [
    ...["x", "W10", "bnVsbA", "eyJhIjoxfQ", "....", "a&after=b", "A".repeat(22), "A".repeat(7_000)],
    ...[cursorOf(["us", "1", "35"]), cursorsUnder("x".repeat(40)).write(new Map([["us/1", 1]]))],
  ],
  from: [...notDates, "2017-12-01&from=2017-12-02"],
  to: [...notDates, "2017-12-01&to=2017-12-02"],
  market: ["zz", "us,zz", "US", "u", "us;uk", "us,", ",us", ",", "us,,uk", "all", "*", "us&market=zz", "us%00"],
  by: [
    "nonsense",
    "DATE",
    "date;channel",
    "year",
    "weeks",
    "market,buyer",
    "date%20",
    "market&by=order",
    "constructor",
  ],
  currency: ["EUR", "usd", "XXX", "US", "USDT", "U$D", "USD%00", "USD&currency=USD", "CHF", "USD,GBP"],
};
/** Nothing at all is a wrong date, but no wrong cursor and no wrong list of dimensions: it means the default. */
const mayBeEmpty = new Set(["after", "by"]);
const contradictory = [
  ["2017-12-02", "2017-12-01"],
  ["2017-12-01T14", "2017-12-01T13"],
  ["2017-12-02T00", "2017-12-01"],
  ["9999-12-31", "1000-01-01"],
];
/** Strange, but it can be meant. */
const odd = [
  "/feed?after=&limit=100",
  "/feed?limit=001",
  "/feed?from=2017-12-01",
  "/feed?from=9999-12-31&limit=1",
  "/reports/sales?by=,,date,date,,",
  "/reports/sales?by=market&by=date",
  "/reports/sales?by=week,month,hour&currency=BRL",
  "/reports/sales?to=1000-01-01",
  "/reports/sales?from=9999-12-31T23&by=hour,date,market,category,channel",
  "/reports/sales?from=1000-01-01&to=9999-12-31T23&currency=USD",
  "/reports/sales?from=2017-12-01T14&to=2017-12-01",
];
/** No parameter of their route: who misspells one must not get an answer to another question. */
const unknown = {
  "/feed?LIMIT=0": "LIMIT",
  "/feed?after[]=x": "after[]",
  "/feed?limit=001&__proto__=1": "__proto__",
  "/feed?constructor=x": "constructor",
  "/reports/sales?__proto__[by]=x": "__proto__[by]",
  "/reports/sales?By=market": "By",
  "/health?limit=-1": "limit",
};
const nowhere = ["/FEED", "/feed%00", "/feed%2F", "/reports/sales;a=b", "/feed%20", "/reports"];

const answers = new Map<string, Answer>();
let digests: readonly unknown[];

beforeAll(async () => {
  const reader: Client = await clientOf("central", person("leadership"));
  // a centre that never heard of any market has nothing to look up; on a new stack no epoch is open yet, of which one could tell
  await eventually(
    async () => {
      for (const entry of ["reporting/write-batches.schedule", "reporting/resend-batches.schedule"])
        for (const { code } of marketsOfStack()) await invoke(code, entry);
      const { lag } = (await reader.get("/reports/sales")).body;
      expect(Object.values(lag)).not.toContain(null);
    },
    { withinSeconds: 100, everyMilliseconds: 1_000 },
  );
  const asked = [
    ...broken().map(({ path }) => path),
    ...contradictory.map(contradiction),
    ...odd,
    ...nowhere,
    ...Object.keys(unknown),
  ];
  const everything = () => settledDigest(dynamoOf("central"), [tableNameOf("central", headquartersTable)]);
  // meanwhile the markets go on publishing
  const writers = ["headquarters/store-batches.event", "headquarters/acknowledge-batches.schedule"];
  await whileAsleep("central", writers, async () => {
    const before = await everything();
    for (const path of asked) answers.set(path, await reader.get(path));
    digests = [before, await everything()];
  });
});

const answerTo = (path: string): Answer => {
  const answer = answers.get(path);
  if (!answer) throw new Error(`${path} was not asked`);
  return answer;
};
const contradiction = ([from, to]: readonly string[]): string => `/reports/sales?from=${from}&to=${to}`;

/** Each parameter of each route with each value that it cannot have. */
function broken() {
  return routes.flatMap((route) =>
    fieldsOf(route.query).flatMap((name) =>
      [...(wrong[name] ?? []), ...anybodys, ...nextToNothing.slice(mayBeEmpty.has(name) ? 1 : 0)].map((value) => ({
        route,
        name,
        path: `${route.key.split(" ")[1]}?${name}=${value}`,
      })),
    ),
  );
}

test("every parameter of the centre is tried", () => {
  const declared = routes.flatMap(({ query }) => fieldsOf(query));
  expect([...new Set(declared)].sort()).toEqual(Object.keys(wrong).sort());
});

test("a parameter that cannot be meant is named", () => {
  const wrong = broken().flatMap(({ name, path }) =>
    complaints(path.slice(0, 80), answerTo(path), {
      status: [name === "after" ? 400 : 422],
      codes: ["invalid"],
      pointer: `query:${name}`,
    }),
  );
  expect(wrong).toEqual([]);
});

test("a parameter that a route does not know is named", () => {
  const wrong = Object.entries(unknown).flatMap(([path, name]) =>
    complaints(path, answerTo(path), { status: [422], codes: ["invalid"], pointer: `query:${name}` }),
  );
  expect(wrong).toEqual([]);
});

test("a report that ends before it begins is refused", () => {
  const expected = { status: [422], codes: ["invalid"], pointer: "query:to" };
  const wrong = contradictory.flatMap((ends) => complaints(ends.join(" to "), answerTo(contradiction(ends)), expected));
  expect(wrong).toEqual([]);
});

test("what is strange, but can be meant, is answered", () => {
  for (const path of odd) mustAnswer(answerTo(path), 200);
});

test("what only looks like a route is none", () => {
  const expected = { status: [404], codes: ["not-found"] };
  expect(nowhere.flatMap((path) => complaints(path, answerTo(path), expected))).toEqual([]);
});

test("every refusal is one that the API's description declares", () =>
  expect(broken().flatMap(({ route, path }) => undeclared(route, answerTo(path)))).toEqual([]));

test("nothing has changed by all of this", () => expect(digests[1]).toEqual(digests[0]));
