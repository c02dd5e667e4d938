import { describe, expect, test } from "vitest";
import type { Transitions } from "#kernel/transitions";
import { putWhen, stateCondition } from "./state-condition.ts";

const doors = { open: ["open", "shut"], shut: ["open", "locked"], locked: [] } as const satisfies Transitions<
  "open" | "shut" | "locked"
>;

describe("a table of transitions as a condition", () => {
  test("names the version and every state that may become the next one", () =>
    expect(stateCondition(doors, { version: 2, status: "shut" }, "open")).toEqual({
      expression: "#version = :before AND #status IN (:from0, :from1)",
      names: { "#version": "version", "#status": "status" },
      values: { ":before": 2, ":from0": "open", ":from1": "shut" },
    }));

  test("of what was never written demands that nothing is there", () =>
    expect(stateCondition(doors, { version: 0, status: "open" }, "open").expression).toBe("attribute_not_exists(pk)"));

  test("refuses a step that the table does not know", () =>
    expect(() => stateCondition(doors, { version: 2, status: "locked" }, "open")).toThrow(
      "what is locked cannot become open",
    ));

  test("is part of the write", () => {
    const item = { pk: { S: "door" } };
    expect(putWhen("doors", item, stateCondition(doors, { version: 2, status: "shut" }, "locked"))).toEqual({
      Put: {
        TableName: "doors",
        Item: item,
        ConditionExpression: "#version = :before AND #status IN (:from0)",
        ExpressionAttributeNames: { "#version": "version", "#status": "status" },
        ExpressionAttributeValues: { ":before": { N: "2" }, ":from0": { S: "shut" } },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    });
    expect(putWhen("doors", item, stateCondition(doors, { version: 0, status: "open" }, "open"))).toEqual({
      Put: {
        TableName: "doors",
        Item: item,
        ConditionExpression: "attribute_not_exists(pk)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    });
  });
});
