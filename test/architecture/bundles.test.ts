import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { bundle, entries } from "#infra/bundle";
import { markets } from "#markets/directory";
import { reachedPackages } from "./imports.ts";
import { sourceAt } from "./sources.ts";

/** Libraries that a cold checkout must not pay for: calendars, phone numbers, VAT numbers, tracing. */
const tooHeavyForCheckout =
  /node_modules\/(date-holidays|[^/]*temporal[^/]*|@js-temporal|libphonenumber[^/]*|google-libphonenumber|jsvat|[^/]*vat[^/]*|pix-utils|cpf-cnpj-validator|aws-xray[^/]*|@aws-lambda-powertools\/tracer)\//;
const largestCheckout = 700_000;

type Metafile = {
  readonly outputs: Readonly<
    Record<string, { entryPoint?: string; bytes: number; inputs: Readonly<Record<string, { bytesInOutput: number }>> }>
  >;
};
type Bundle = { readonly market: string; readonly bytes: number; readonly inputs: readonly string[] };

const folder = mkdtempSync(join(tmpdir(), "archipelago-bundles-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where buyers wait for a cold start. */
const checkout = "checkout/place-order.http";
const checkouts = await Promise.all(
  markets.map(async ({ code }): Promise<Bundle> => {
    const order = { site: code, market: `definitions/${code}`, includes: (entry: string) => entry === checkout };
    const { outputs } = JSON.parse(
      readFileSync(join(await bundle(order, folder), "metafile.json"), "utf8"),
    ) as Metafile;
    const [made] = Object.values(outputs);
    return { market: code, bytes: made?.bytes ?? 0, inputs: Object.keys(made?.inputs ?? {}) };
  }),
);

describe("the bundle of a checkout", () => {
  test("holds no calendar, phone, VAT or tracing library", () => {
    const heavy = checkouts.flatMap(({ inputs }) => inputs.filter((input) => tooHeavyForCheckout.test(input)));
    expect(heavy).toEqual([]);
  });

  test(`has at most ${largestCheckout / 1_000} kB`, () => {
    const large = checkouts.filter(({ bytes }) => bytes === 0 || bytes > largestCheckout);
    expect(large.map(({ market, bytes }) => `${market}: ${bytes} bytes`)).toEqual([]);
  });

  test("finds its credentials in its environment, and reads no other way to them at every cold start", () => {
    const chain = /node_modules\/@aws-sdk\/(nested-clients|token-providers|credential-provider-[a-z-]+)\//;
    expect(checkouts.flatMap(({ inputs }) => inputs.filter((input) => chain.test(input)))).toEqual([]);
  });

  test("holds its own market's definition and no other", () => {
    const definitions = checkouts.map(({ market, inputs }) => ({
      market,
      holds: inputs.filter((input) =>
        /packages\/markets\/(definitions\/|index\.ts|directory\.ts|no-market\.ts)/.test(input),
      ),
    }));
    expect(definitions).toEqual(
      markets.map(({ code }) => ({ market: code, holds: [`packages/markets/definitions/${code}.ts`] })),
    );
  });
});

describe("what functions load", () => {
  const loaded = entries().map((entry) => ({ entry, names: [...reachedPackages(`functions/${entry}.ts`).keys()] }));

  test("is known", () => expect(entries().filter((entry) => !sourceAt(`functions/${entry}.ts`))).toEqual([]));

  test("parses with zod/mini alone", () =>
    expect(loaded.filter(({ names }) => names.includes("zod")).map(({ entry }) => `${entry} loads all of zod`)).toEqual(
      [],
    ));

  test("builds no infrastructure and asks nobody on a terminal", () => {
    const strange =
      /^(aws-cdk|constructs|cdk-nag|esbuild|typescript|vitest|fast-check|commander|cli-progress|node:(child_process|readline))/;
    expect(
      loaded.flatMap(({ entry, names }) =>
        names.filter((name) => strange.test(name)).map((name) => `${entry} loads ${name}`),
      ),
    ).toEqual([]);
  });
});
