import { expect, test } from "vitest";
import { planText, stackChanges } from "./plan.ts";

const said = `Stack local/aa/data (local-aa-data)
There were no differences
Stack local/central/links (local-central-links)
IAM Statement Changes
┌───┬──────┐
│ - │ that │
└───┴──────┘
Resources
[-] AWS::Events::EventBus central/links/Ingress/from-aa/Bus IngressfromaaBus1 destroy
[~] AWS::SQS::QueuePolicy central/links/Ingress/Queue/Policy IngressQueuePolicy1
 └─ [~] PolicyDocument
     └─ [~] .Statement:
Stack local/aa/figures (local-aa-figures)
Resources
[+] AWS::Lambda::Function aa/figures/Export/Lambda ExportLambda1

✨  Number of stacks with differences: 2
`;

test("a plan names what comes, goes and changes, stack by stack", () =>
  expect(stackChanges(said)).toEqual([
    {
      stack: "local/central/links",
      change: "changed",
      lines: ["[-] AWS::Events::EventBus Ingress/from-aa/Bus", "[~] AWS::SQS::QueuePolicy Ingress/Queue/Policy"],
    },
    { stack: "local/aa/figures", change: "changed", lines: ["[+] AWS::Lambda::Function Export/Lambda"] },
  ]));

test("people read it as text", () => {
  expect(planText([])).toBe("nothing would change");
  expect(
    planText([
      { stack: "local/aa/link", change: "removed", lines: [] },
      { stack: "local/aa/edge", change: "changed", lines: ["[~] AWS::CloudWatch::Dashboard Dashboard"] },
    ]),
  ).toBe("local/aa/link: removed as a whole\nlocal/aa/edge:\n  [~] AWS::CloudWatch::Dashboard Dashboard");
});
