import { type AccountQuotas, defaultQuotas } from "./quotas.ts";

/** Whether a market and the centre know of each other. `detached`: neither side holds a trace of the other. */
export type CentralLink = "attached" | "detached";

/** How much an API admits; what is above is answered with 429. One busy caller cannot take what its account needs elsewhere. */
export type RequestLimit = {
  /** Requests a second in the long run. */
  readonly perSecond: number;
  /** Requests at once. */
  readonly burst: number;
};

/** What an open route admits, whoever asks: health is asked by monitors, some times a minute each, and what is no route by nobody. */
export const fewCallers: RequestLimit = { perSecond: 20, burst: 40 };

/** Where WAF and CloudFront keep what stands in front of any region. */
export const cdnRegion = "us-east-1";

/**
 * CloudFront and a firewall before an API, under names and with certificates of the organisation. Callers use `host`;
 * behind it stands `origin.host`, which admits only who shows the client certificate, and AWS's own address is closed.
 * Both names need a record in DNS, to the addresses that the stacks `cdn` and `access` put out.
 */
export type Cdn = {
  readonly host: string;
  /** For `host`, in us-east-1. */
  readonly certificateArn: string;
  /** What CloudFront shows to the API, in us-east-1. */
  readonly clientCertificateArn: string;
  readonly origin: {
    readonly host: string;
    /** For `origin.host`, in the market's region. */
    readonly certificateArn: string;
    /** Who signed the client certificate: `s3://bucket/authorities.pem`, in the market's region. */
    readonly truststoreUri: string;
  };
  /** Requests in five minutes, at least 10. A storefront that orders for its buyers has one token and few addresses; a payment
   *  provider that notifies has few addresses too, and no token. */
  readonly limits: { readonly perAddress: number; readonly perToken: number };
};

/** The account that something is placed in, and what an API there may use of it. */
export type AccountPlacement = {
  readonly account: string;
  readonly requests: RequestLimit;
  /** What AWS granted the account beyond its defaults: alarms ring below these. */
  readonly granted?: Partial<AccountQuotas>;
  readonly cdn?: Cdn;
};

/** Where one market of a deployment is placed, beside the region its own definition names. */
export type MarketPlacement = AccountPlacement & { readonly centralLink: CentralLink };

/** One complete set of markets with their centre. */
export type Deployment = {
  readonly name: string;
  /** `aws`, or `emulator`: the same app on a developer's machine, with the substitutions of `laws/local-substitutions.ts`. */
  readonly cloud: "aws" | "emulator";
  /** Whether data must outlive mistakes: retention, deletion protection, termination protection. */
  readonly durable: boolean;
  /** Days that logs are kept. */
  readonly logDays: 7 | 30 | 90;
  /** Shortens the markets' reporting windows, for people who do not want to wait for an hour to pass. */
  readonly reporting?: { readonly windowSeconds: number; readonly graceSeconds: number };
  readonly centre: AccountPlacement & { readonly region: string };
  /** Markets by code. */
  readonly markets: Readonly<Record<string, MarketPlacement>>;
  /** Of a market that has no entry of its own yet. */
  readonly otherMarkets: MarketPlacement;
};

const singapore = "ap-southeast-1";
/** The emulator's own account: requests without a signature resolve there and nowhere else. */
const emulatorAccount = "000000000000";

/** Enough to try things out. */
const few: RequestLimit = { perSecond: 1_000, burst: 1_000 };
/** Half of what most regions give an account. */
const many: RequestLimit = { perSecond: 5_000, burst: 5_000 };

export const local: Deployment = {
  name: "local",
  cloud: "emulator",
  durable: false,
  logDays: 7,
  reporting: { windowSeconds: 60, graceSeconds: 4 },
  centre: { account: emulatorAccount, region: singapore, requests: many },
  markets: {},
  otherMarkets: { account: emulatorAccount, requests: many, centralLink: "attached" },
};

/** Replace the account ids below with your organisation's: one account for development, one per market in production. */
export const dev: Deployment = {
  name: "dev",
  cloud: "aws",
  durable: true,
  logDays: 7,
  centre: { account: "100000000002", region: singapore, requests: few },
  markets: {},
  otherMarkets: { account: "100000000001", requests: few, centralLink: "attached" },
};

export const prod: Deployment = {
  name: "prod",
  cloud: "aws",
  durable: true,
  logDays: 90,
  centre: { account: "200000000001", region: singapore, requests: few },
  markets: {
    us: { account: "200000000011", requests: many, centralLink: "attached" },
    uk: { account: "200000000012", requests: many, centralLink: "attached" },
    br: { account: "200000000013", requests: many, centralLink: "attached" },
  },
  otherMarkets: { account: "200000000010", requests: many, centralLink: "attached" },
};

export const deployments: readonly Deployment[] = [local, dev, prod];

/** Where a market is placed in a deployment. */
export const placementOf = ({ markets, otherMarkets }: Deployment, market: string): MarketPlacement =>
  markets[market] ?? otherMarkets;

/** What an account may do in a region. */
export const quotasOf = ({ granted }: Pick<AccountPlacement, "granted">, region: string): AccountQuotas => ({
  ...defaultQuotas(region),
  ...granted,
});

/** Links of some markets, by code. */
export type Links = Readonly<Record<string, CentralLink>>;

/**
 * The deployments that a command means: the one it names, otherwise all that are on AWS.
 * @param links other links than the data say, for a deployment that is named
 * @throws Error when no deployment has that name, or when links are given for more than one
 */
export function chosenDeployments(name: string | undefined, links?: Links): readonly Deployment[] {
  if (links !== undefined) {
    if (name === undefined)
      throw new Error("links are changed in one deployment at a time; name it with -c deployment=<name>");
    return chosenDeployments(name).map((deployment) => withLinks(deployment, links));
  }
  if (name === undefined) return deployments.filter(({ cloud }) => cloud === "aws");
  const chosen = deployments.filter((deployment) => deployment.name === name);
  if (chosen.length === 0)
    throw new Error(`no deployment is called "${name}"; there are ${deployments.map(({ name }) => name).join(", ")}`);
  return chosen;
}

/**
 * Reads `us=detached,uk=attached`, as a command gives it.
 * @param markets the codes of all markets: a link of none of them would change nothing
 * @throws Error when a part is no market's link, or there is none
 */
export function linksIn(text: string, markets: readonly string[]): Links {
  return Object.fromEntries(
    text.split(",").map((part) => {
      const [, market, link] = /^([a-z]{2,8})=(attached|detached)$/.exec(part) ?? [];
      if (!market || !link) throw new Error(`"${part}" is no link; write <market>=attached or <market>=detached`);
      if (!markets.includes(market)) throw new Error(`there is no market ${market}; there are ${markets.join(", ")}`);
      return [market, link as CentralLink];
    }),
  );
}

/** A deployment in which some markets' links are others than its data say. */
export const withLinks = (deployment: Deployment, links: Links): Deployment => ({
  ...deployment,
  markets: {
    ...deployment.markets,
    ...Object.fromEntries(
      Object.entries(links).map(([market, centralLink]) => [
        market,
        { ...placementOf(deployment, market), centralLink },
      ]),
    ),
  },
});
