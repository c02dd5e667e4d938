import { DisableRuleCommand, EnableRuleCommand, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { inject } from "vitest";
import { regionIn } from "#cli/market-api/running";
import { functionName } from "./emulator-control.ts";
import { busOf } from "./local-aws.ts";

const policyName = "refused-by-a-test";

/** Runs `work` while functions of a place may not put events on any bus, whatever their roles allow otherwise. */
export async function whileRefused(
  place: string,
  entries: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: "events:PutEvents", Resource: "*" }],
  });
  const roles = await Promise.all(entries.map((entry) => roleOf(place, entry)));
  const iam = (form: Readonly<Record<string, string>>) =>
    ask(place, "iam", "/", { Version: "2010-05-08", PolicyName: policyName, ...form });
  for (const RoleName of roles) await iam({ Action: "PutRolePolicy", RoleName, PolicyDocument });
  try {
    await work();
  } finally {
    for (const RoleName of roles) await iam({ Action: "DeleteRolePolicy", RoleName });
  }
}

/** Runs `work` while a bus takes events and nobody hears of them: its rules are switched off. */
export async function whileUnheard<Result>(place: string, bus: string, work: () => Promise<Result>): Promise<Result> {
  const events = busOf(place);
  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: bus }));
  if (Rules.length === 0) throw new Error(`${bus} has no rules`);
  try {
    for (const { Name } of Rules) await events.send(new DisableRuleCommand({ Name, EventBusName: bus }));
    return await work();
  } finally {
    for (const { Name } of Rules) await events.send(new EnableRuleCommand({ Name, EventBusName: bus }));
  }
}

/** Asks a service of the emulator that takes a form, or a path, as its administrator: the signature is not looked at. */
async function ask(place: string, service: string, path: string, form?: Readonly<Record<string, string>>) {
  const cloud = inject("cloud");
  const { region } = regionIn(cloud, place);
  const scope = `000000000000/20260101/${region}/${service}/aws4_request`;
  const response = await fetch(cloud.endpoint + path, {
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} answered ${response.status} ${text.slice(0, 500)}`);
  return text;
}

/** The name of the role of a deployed function. */
async function roleOf(place: string, entry: string): Promise<string> {
  const path = `/2015-03-31/functions/${functionName(place, entry)}/configuration`;
  const { Role } = JSON.parse(await ask(place, "lambda", path)) as { Role: string };
  return Role.slice(Role.lastIndexOf("/") + 1);
}
