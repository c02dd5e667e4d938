import ts from "typescript";
import type { EventContract } from "#kernel/event";
import { importsOf } from "#test/architecture/imports";
import { eachNode, isContract, isSpec, type Source, sources } from "#test/architecture/sources";
import { allConsumers, allContracts } from "#test/support/manifests";

/** A function that is fed by an event. */
export type CataloguedConsumer = {
  readonly domain: string;
  /** Its name in the manifest. */
  readonly name: string;
  /** Its entry file, from the root. */
  readonly file: string;
  /** What people notice while it is stuck. */
  readonly impact: string;
};

/** One event, from who makes it to whom it reaches. */
export type CataloguedEvent = {
  readonly contract: EventContract;
  readonly domain: string;
  /** What happened, as its contract's docstring says. */
  readonly meaning: string;
  /** The files of its domain that make it, from the root. */
  readonly publishers: readonly string[];
  readonly consumers: readonly CataloguedConsumer[];
};

/** Every event contract with its publishers and consumers, by type: made of contracts, manifests and imports. */
export async function eventCatalogue(): Promise<readonly CataloguedEvent[]> {
  const consumers = await allConsumers();
  const contracts = (await allContracts()).toSorted((one, other) => (one.type < other.type ? -1 : 1));
  return contracts.map((contract) => {
    const declaration = declarationOf(contract);
    return {
      contract,
      domain: domainOf(contract),
      meaning: declaration.meaning,
      publishers: publishersOf(contract, declaration),
      consumers: consumers
        .filter(({ consumer }) => consumer.on.includes(contract))
        .map(({ domain, name, consumer }) => ({
          ...{ domain, name },
          file: `functions/${domain}/${kebab(name)}.event.ts`,
          impact: consumer.impactWhenStuck,
        })),
    };
  });
}

const domainOf = ({ type }: EventContract): string => type.split(".")[1] ?? "";
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

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

/** The files of a contract's own domain that name it: apart from views, which show what others published. */
function publishersOf(contract: EventContract, { source, constant }: Declaration): string[] {
  const home = `packages/${domainOf(contract)}/`;
  return sources
    .filter(({ path }) => path.startsWith(home) && !isContract(path) && !isSpec(path) && !path.endsWith("-view.ts"))
    .filter((file) => importsOf(file).some(({ target }) => target === source.path))
    .filter(({ text }) => new RegExp(`\\b${constant}\\b`).test(text))
    .map(({ path }) => path)
    .sort();
}
