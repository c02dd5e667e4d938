import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Links } from "#infra/deployments";
import { marketByCode } from "#markets/directory";
import { run } from "./command.ts";
import { type DeploymentListener, deploymentReader, type NamedStack } from "./deployed-sites.ts";
import { readLinks } from "./links.ts";
import { account, assembly, nodeFolder, root, stateFolder } from "./places.ts";

/** What CloudFormation answers: stack name → output → value. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The CDK as on AWS, but for the address it talks to and the account it signs with. */
function cdk(
  endpoint: string,
  args: readonly string[],
  { cwd = root, ...options }: { readonly cwd?: string; readonly onLine?: (line: string) => void } = {},
): Promise<string> {
  const { PATH = "", HOME = "", TMPDIR, ARCHIPELAGO_COMMIT } = process.env;
  return run(join(nodeFolder, "node"), [join(root, "node_modules/aws-cdk/bin/cdk"), ...args], {
    cwd,
    ...options,
    env: {
      PATH: `${nodeFolder}:${PATH}`,
      HOME,
      ...(TMPDIR ? { TMPDIR } : {}),
      ...(ARCHIPELAGO_COMMIT ? { ARCHIPELAGO_COMMIT } : {}),
      CI: "true",
      NO_COLOR: "1",
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      CDK_DISABLE_CLI_TELEMETRY: "true",
      // the same templates are checked when they are made for AWS; here it would only take time
      CDK_VALIDATION: "false",
    },
  });
}

/** Bundles the functions and writes the templates of the local deployment.
 *  @param links how the markets are linked to the centre, where that is not what the deployment says */
export async function synthesize(
  endpoint: string,
  { links = readLinks(), output = assembly() }: { readonly links?: Links; readonly output?: string } = {},
): Promise<void> {
  // a market whose definition was taken away again has no link any more
  const changed = Object.entries(links).flatMap(([market, link]) =>
    marketByCode(market) ? [`${market}=${link}`] : [],
  );
  const context = ["deployment=local", ...(changed.length > 0 ? [`links=${changed.join(",")}`] : [])];
  const contexts = context.flatMap((each) => ["--context", each]);
  await cdk(endpoint, ["synth", "--quiet", ...contexts, "--output", output, "--no-notices"]);
}

/** In what templates differ from what is deployed, as the CDK tells it. */
export const differences = (endpoint: string, output: string): Promise<string> =>
  cdk(endpoint, ["diff", "**", "--app", output, "--method=template", "--no-color", "--no-notices"]);

/** Removes whole stacks. @param output an assembly that still has them */
export async function destroy(endpoint: string, output: string, stacks: readonly string[]): Promise<void> {
  if (stacks.length > 0) await cdk(endpoint, ["destroy", ...stacks, "--app", output, "--force", "--no-notices"]);
}

/** Prepares each region for the CDK, as an account on AWS is prepared. */
export async function bootstrap(endpoint: string, regions: readonly string[]): Promise<void> {
  // outside the repository: there is no app to synthesise for it
  const cwd = stateFolder();
  await cdk(endpoint, ["bootstrap", "--no-notices", ...regions.map((region) => `aws://${account}/${region}`)], { cwd });
}

/** Deploys every stack that was synthesised.
 *  @returns the outputs of all of them */
export async function deploy(
  endpoint: string,
  listener: DeploymentListener,
  output: string = assembly(),
): Promise<Outputs> {
  const outputs = join(stateFolder(), "outputs.json");
  const args = ["deploy", "**", "--app", output, "--outputs-file", outputs, "--no-notices"];
  await cdk(
    endpoint,
    [...args, "--method=direct", "--concurrency=8", "--require-approval=never", "--progress=events"],
    { onLine: deploymentReader(stacksIn(output), listener) },
  );
  return JSON.parse(readFileSync(outputs, "utf8")) as Outputs;
}

type Manifest = { readonly artifacts?: Readonly<Record<string, { type: string; displayName?: string }>> };

/** The stacks of an assembly and of those nested in it, by the names that the CDK's commands understand. */
export function stacksIn(folder: string): readonly NamedStack[] {
  const manifests = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /(^|\/)manifest\.json$/.test(path.replaceAll("\\", "/")),
  );
  return manifests.flatMap((path) => {
    const { artifacts = {} } = JSON.parse(readFileSync(join(folder, path), "utf8")) as Manifest;
    return Object.entries(artifacts).flatMap(([id, { type, displayName: name }]) =>
      type === "aws:cloudformation:stack" && name ? [{ id, name }] : [],
    );
  });
}
