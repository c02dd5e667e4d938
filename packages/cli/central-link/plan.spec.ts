import { expect, test } from "vitest";
import { planText, stackChanges } from "./plan.ts";

const said = `Stack local/aa/data (local-aa-data)
There were no differences
Stack local/central/ingress (local-central-ingress)
IAM Statement Changes
┌───┬──────┐
│ - │ that │
└───┴──────┘
Resources
[-] AWS::Events::EventBus central/ingress/from-aa/Bus fromaaBus1 destroy
[~] AWS::SQS::QueuePolicy central/ingress/Queue/Policy QueuePolicy1
 └─ [~] PolicyDocument
     └─ [~] .Statement:
Stack local/aa/reporting (local-aa-reporting)
Resources
[+] AWS::Lambda::Function aa/reporting/Export/Lambda ExportLambda1

✨  Number of stacks with differences: 2
`;

test("a plan names what comes, goes and changes, stack by stack", () =>
  expect(stackChanges(said)).toEqual([
    {
      stack: "local/central/ingress",
      change: "changed",
      lines: ["[-] AWS::Events::EventBus from-aa/Bus", "[~] AWS::SQS::QueuePolicy Queue/Policy"],
    },
    { stack: "local/aa/reporting", change: "changed", lines: ["[+] AWS::Lambda::Function Export/Lambda"] },
  ]));

test("people read it as text", () => {
  expect(planText([])).toBe("nothing would change");
  expect(
    planText([
      { stack: "local/aa/link", change: "removed", lines: [] },
      { stack: "local/aa/operations", change: "changed", lines: ["[~] AWS::CloudWatch::Dashboard Dashboard"] },
    ]),
  ).toBe("local/aa/link: removed as a whole\nlocal/aa/operations:\n  [~] AWS::CloudWatch::Dashboard Dashboard");
});
