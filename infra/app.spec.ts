import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { markets } from "#markets/directory";

/** The app as the CDK starts it. @param context what `-c name=value` says */
const synth = (context: Record<string, string>) =>
  spawnSync(process.execPath, [fileURLToPath(new URL("app.ts", import.meta.url))], {
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) },
    encoding: "utf8",
  });

const [first] = markets;

test.each([
  [{ deployment: "stage" }, /^no deployment is called "stage"; there are .+\n$/],
  [{ links: `${first?.code}=detached` }, /^links are changed in one deployment at a time; name it .+\n$/],
])("a command that says %o is told in one line what is wrong", (context, line) => {
  const { status, stdout, stderr } = synth(context);
  expect(stderr).toMatch(line);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});
