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
 * `local-us-access.ApiUrl = http://…`. A site is complete with its last stack and its address, in whatever order they come.
 * @param stacks all that are deployed, as the CDK names them
 * @returns takes the next line
 */
export function deploymentReader(stacks: readonly string[], { onStack, onSite }: DeploymentListener) {
  const missing = new Map<string, Set<string>>();
  for (const stack of stacks) missing.set(siteOf(stack), (missing.get(siteOf(stack)) ?? new Set()).add(stack));
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
    const [, code, url] = /^\s*[a-z]+-([a-z]+)-access\.ApiUrl = (\S+)/.exec(line) ?? [];
    if (code !== undefined && url !== undefined) {
      addresses.set(code, url);
      complete(code);
    }
  };
}

/** `local/us/ordering` is a stack of `us`. */
const siteOf = (stack: string): string => stack.split("/")[1] ?? "";
