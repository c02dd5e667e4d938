import { DisableRuleCommand, EnableRuleCommand, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { askInXml, functionName, functionsByRole } from "./emulator-control.ts";
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
  const names = new Set(entries.map((entry) => functionName(place, entry)));
  const roles = [...(await functionsByRole(place))]
    .filter(([, name]) => names.has(name))
    .map(([role]) => role.slice(role.lastIndexOf("/") + 1));
  if (roles.length !== names.size) throw new Error(`not all of ${[...names].join(", ")} are there`);
  const iam = (form: Readonly<Record<string, string>>) =>
    askInXml(place, "iam", { Version: "2010-05-08", PolicyName: policyName, ...form });
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

/** Runs `work` while the centre hears of none of these markets: what they put on their ingress buses is lost. */
export const whileCentreIsAway = <Result>(markets: readonly string[], work: () => Promise<Result>): Promise<Result> =>
  markets.reduce<() => Promise<Result>>(
    (inner, code) => () => whileUnheard("central", `archipelago-central-from-${code}`, inner),
    work,
  )();
