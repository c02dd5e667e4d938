import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { askInXml } from "./emulator-control.ts";

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", amp: "&" };
const unescaped = (text: string): string => text.replace(/&([a-z]+|#39);/g, (whole, name) => entities[name] ?? whole);

/** The templates of a site as CloudFormation has them, byte for byte, by stack: `local-us-data`. */
export async function deployedTemplates(place: string): Promise<Readonly<Record<string, string>>> {
  const ask = (form: Readonly<Record<string, string>>) =>
    askInXml(place, "cloudformation", { Version: "2010-05-15", ...form });
  const stacks = [...(await ask({ Action: "DescribeStacks" })).matchAll(/<StackName>([^<]+)<\/StackName>/g)]
    .map(([, name = ""]) => name)
    .filter((name) => name.startsWith(`local-${place}-`));
  const texts = await Promise.all(
    stacks.map(async (StackName) => {
      const answer = await ask({ Action: "GetTemplate", StackName, TemplateStage: "Original" });
      const [, body] = /<TemplateBody>([\s\S]*)<\/TemplateBody>/.exec(answer) ?? [];
      if (!body) throw new Error(`${StackName} has no template`);
      return [StackName, unescaped(body)] as const;
    }),
  );
  return Object.fromEntries(texts.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Every file that the CDK wrote for a site of the local deployment, by name. */
export function assemblyOf(assembly: string, place: string): Readonly<Record<string, string>> {
  const folder = join(assembly, "assembly-local", `assembly-local-${place}`);
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** The names of those that say something. */
export const naming = (texts: Readonly<Record<string, string>>, trace: RegExp): readonly string[] =>
  Object.entries(texts).flatMap(([name, text]) => (trace.test(text) ? [`${name}: ${trace.exec(text)?.[0]}`] : []));

/** The names of those that are not the same in both. */
export const changed = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).sort();
