/** A stack as the CDK knows it: its outputs are printed below its id, everything else below its name. */
export type NamedStack = { readonly id: string; readonly name: string };
/** A market or the centre, and the address of its API. */
export type DeployedSite = { readonly code: string; readonly url: string };

/** Gets what a deployment has come to. */
export type DeploymentListener = {
  /** A stack is there. */
  onStack(stack: string): void;
  /** The last stack of a site is there. */
  onSite(site: DeployedSite): void;
};

/**
 * Reads what the CDK prints while it deploys: `✅  local/us/ordering` when a stack is there, changed or not, and each output as
 * `localusaccessFFD88CEF.ApiUrl = http://…`. A site is complete with its last stack and its address, in whatever order they
 * come.
 * @param stacks all that are deployed
 * @returns takes the next line
 */
export function deploymentReader(stacks: readonly NamedStack[], { onStack, onSite }: DeploymentListener) {
  const missing = new Map<string, Set<string>>();
  for (const { name } of stacks) missing.set(siteOf(name), (missing.get(siteOf(name)) ?? new Set()).add(name));
  const addresses = new Map<string, string>();
  const complete = (code: string): void => {
    const url = addresses.get(code);
    if (url === undefined || missing.get(code)?.size !== 0) return;
    missing.delete(code);
    onSite({ code, url });
  };
  return (line: string): void => {
    const [, stack] = /✅\s+(\S+)/.exec(line) ?? [];
    if (stack !== undefined) {
      onStack(stack);
      missing.get(siteOf(stack))?.delete(stack);
      complete(siteOf(stack));
    }
    const [, id, url] = /^\s*(\w+)\.ApiUrl = (\S+)/.exec(line) ?? [];
    const owner = stacks.find((one) => one.id === id);
    if (owner !== undefined && url !== undefined) {
      addresses.set(siteOf(owner.name), url);
      complete(siteOf(owner.name));
    }
  };
}

/** `local/us/ordering` is a stack of `us`. */
const siteOf = (name: string): string => name.split("/")[1] ?? "";
