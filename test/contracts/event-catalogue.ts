import ts from "typescript";
import { publishingTables } from "#infra/tables";
import type { EventContract } from "#kernel/event";
import { importsOf, reachedFiles } from "#test/architecture/imports";
import { eachNode, isContract, isSpec, type Source, sources } from "#test/architecture/sources";
import { allContracts, placeOf } from "#test/support/manifests";
import { type StartedFunction, startedFunctions } from "./function-starts.ts";

/** A market's own bus, the centre's for what one market publishes, the centre's own, or a market's for what the centre asks
 *  of it. */
export type Bus = "market" | "ingress" | "central" | "directives";

/** An event on one bus: who puts it there, and which functions it reaches. */
export type Leg = {
  readonly bus: Bus;
  /** The entry files of those who put it there. */
  readonly by: readonly string[];
  /** The table whose stream brings it to the relay; `undefined` where a function puts it on the bus itself. */
  readonly table: string | undefined;
  readonly consumers: readonly StartedFunction[];
};

/** One event, from who makes it to whom it reaches. */
export type CataloguedEvent = {
  readonly contract: EventContract;
  readonly domain: string;
  /** What happened, as its contract's docstring says. */
  readonly meaning: string;
  /** The files of its domain that make it, from the root. */
  readonly publishers: readonly string[];
  /** One, or two where it crosses: to the centre's bus for the market, and admitted from there to the centre's own. */
  readonly legs: readonly Leg[];
};

/** Every event contract with its publishers and consumers, by type: made of contracts, manifests and imports. */
export async function eventCatalogue(): Promise<readonly CataloguedEvent[]> {
  const functions = await startedFunctions();
  const contracts = (await allContracts()).toSorted((one, other) => (one.type < other.type ? -1 : 1));
  return contracts.map((contract) => {
    const declaration = declarationOf(contract);
    const makers = makersOf(declaration);
    const domain = domainOf(contract);
    const publishers = makers.filter((path) => path.startsWith(`packages/${domain}/`));
    const legs = legsOf(contract, publishers, functions);
    return { contract, domain, meaning: declaration.meaning, publishers, legs };
  });
}

const domainOf = ({ type }: EventContract): string => type.split(".")[1] ?? "";

function legsOf(
  contract: EventContract,
  publishers: readonly string[],
  functions: readonly StartedFunction[],
): readonly Leg[] {
  const domain = domainOf(contract);
  const reached = (by: "events" | "crossing") =>
    functions.filter(({ start }) => start.by === by && start.types.includes(contract.type));
  const table = publishingTables.find(({ name }) => name === domain)?.name;
  const relays = functions.filter(({ start }) => start.by === "stream" && start.relays);
  const putters = functions.filter(
    (one) => one.domain === domain && publishers.some((path) => reachedFiles(one.file).has(path)),
  );
  const by = (table ? relays : putters).map(({ file }) => file);
  const consumers = reached("events");
  if (contract.audience === "market")
    return [{ bus: placeOf(domain) === "central" ? "directives" : "market", by, table, consumers }];
  const admitting = reached("crossing");
  return [
    { bus: "ingress", by, table, consumers: admitting },
    { bus: "central", by: admitting.map(({ file }) => file), table: undefined, consumers },
  ];
}

type Declaration = { readonly source: Source; readonly constant: string; readonly meaning: string };

/** Where a contract is declared, as which constant, and what its docstring says. */
function declarationOf({ type }: EventContract): Declaration {
  for (const source of sources.filter(({ path, text }) => isContract(path) && text.includes(`"${type}"`))) {
    const found: Declaration[] = [];
    eachNode(source.tree, (node) => {
      if (!ts.isVariableStatement(node) || !node.getText(source.tree).includes("eventContract(")) return;
      const constant = node.declarationList.declarations[0]?.name.getText(source.tree) ?? "";
      const docs = ts.getJSDocCommentsAndTags(node).flatMap(({ comment }) => ts.getTextOfJSDocComment(comment) ?? []);
      found.push({ source, constant, meaning: docs.join(" ").replace(/\s+/g, " ") });
    });
    if (found[0]) return found[0];
  }
  throw new Error(`no file of contracts/ declares ${type} by eventContract({ … })`);
}

/** The files that make an event of a contract: `eventOf(placedV2, …)`. */
function makersOf({ source, constant }: Declaration): string[] {
  return sources
    .filter(({ path }) => path.startsWith("packages/") && !isContract(path) && !isSpec(path))
    .filter(({ text }) => new RegExp(`\\beventOf\\(\\s*${constant}\\b`).test(text))
    .filter((file) => importsOf(file).some(({ target }) => target === source.path))
    .map(({ path }) => path)
    .sort();
}
