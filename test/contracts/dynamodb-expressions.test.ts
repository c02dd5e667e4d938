import { describe, expect, test } from "vitest";
import type { Item } from "#test/support/dynamodb/attribute-values";
import { holds, type Terms, updated } from "#test/support/dynamodb/expressions";

/** What stands in for DynamoDB in specs and in the bench keeps DynamoDB's rules, as its developer guide has them. */
const item: Item = {
  pk: { S: "thing#1" },
  sk: { S: "thing" },
  prose: { S: "archipelago" },
  count: { N: "10" },
  huge: { N: "9007199254740993" },
  tags: { SS: ["red", "blue"] },
  parts: { L: [{ S: "one" }, { N: "2" }] },
  nested: { M: { a: { N: "1.0" } } },
  bytes: { B: Buffer.from("abc") },
  yes: { BOOL: true },
};
const values = {
  ":ten": { N: "10" },
  ":nine": { N: "9" },
  ":larger": { N: "9007199254740994" },
  ":tenText": { S: "10" },
  ":arch": { S: "arch" },
  ":pel": { S: "pel" },
  ":red": { S: "red" },
  ":green": { S: "green" },
  ":two": { N: "2" },
  ":sameTags": { SS: ["blue", "red"] },
  ":sameMap": { M: { a: { N: "1" } } },
  ":abd": { B: Buffer.from("abd") },
  ":S": { S: "S" },
};
const terms: Terms = { ExpressionAttributeNames: { "#count": "count" }, ExpressionAttributeValues: values };

describe("a condition", () => {
  test.each<readonly [string, boolean]>([
    ["#count = :ten", true],
    ["#count = :tenText", false],
    ["#count <> :tenText", true],
    ["#count > :nine", true],
    ["#count < :nine", false],
    ["#count >= :ten AND #count <= :ten", true],
    ["huge < :larger", true],
    ["#count BETWEEN :nine AND :ten", true],
    ["#count BETWEEN :nine AND :nine", false],
    ["#count IN (:nine, :ten)", true],
    ["#count IN (:nine)", false],
    ["prose > :arch", true],
    ["bytes < :abd", true],
    ["tags = :sameTags", true],
    ["nested = :sameMap", true],
    ["absent = :ten", false],
    ["absent <> :ten", true],
    ["absent < :ten", false],
    ["NOT absent = :ten", true],
    ["attribute_exists(prose)", true],
    ["attribute_not_exists(prose)", false],
    ["attribute_not_exists(absent)", true],
    ["attribute_type(prose, :S)", true],
    ["begins_with(prose, :arch)", true],
    ["begins_with(prose, :pel)", false],
    ["contains(prose, :pel)", true],
    ["contains(tags, :red)", true],
    ["contains(tags, :green)", false],
    ["contains(parts, :two)", true],
    ["contains(absent, :red)", false],
    ["NOT contains(tags, :green)", true],
    ["size(prose) > :ten", true],
    ["size(tags) = :two", true],
    ["size(absent) < :ten", false],
    ["yes = yes", true],
    // AND binds closer than OR, NOT closer than both
    ["#count = :ten OR #count = :ten AND #count = :nine", true],
    ["(#count = :ten OR #count = :ten) AND #count = :nine", false],
    ["NOT #count = :nine AND #count = :ten", true],
    ["NOT (#count = :nine AND #count = :ten)", true],
    ["NOT (#count = :nine OR #count = :ten)", false],
    ["#count between :nine and :ten and not #count in (:nine)", true],
  ])("%s: %s", (expression, expected) => expect(holds(expression, item, terms)).toBe(expected));

  test.each([
    "",
    "prose",
    "prose = :arch AND",
    "prose = :arch prose = :arch",
    "(prose = :arch",
    "prose == :arch",
    "prose LIKE :arch",
    "starts_with(prose, :arch)",
    "attribute_exists(prose, :arch)",
    "nested.a = :ten",
    "parts[0] = :ten",
    "count = :ten", // a reserved word
    "Status = :ten",
    "prose = :nowhere",
    "#nowhere = :ten",
  ])("that is none, or not known here, is refused: %s", (expression) =>
    expect(() => holds(expression, item, terms)).toThrow(expect.objectContaining({ name: "ValidationException" })),
  );
});

describe("an update", () => {
  const changed = (expression: string, given: Item = {}): Item =>
    updated(expression, item, { ExpressionAttributeNames: { "#count": "count" }, ExpressionAttributeValues: given })
      .after;

  test("sets, adds, removes and deletes, reckoned from the item as it was", () => {
    const more = { ":one": { N: "1" }, ":green": { SS: ["green", "red"] }, ":blue": { SS: ["blue"] }, ":l": { L: [] } };
    expect(changed("SET #count = #count + :one, absent = #count", { ":one": { N: "1" } })).toEqual({
      ...item,
      count: { N: "11" },
      absent: { N: "10" },
    });
    expect(
      changed("SET prose = if_not_exists(prose, :t), fresh = if_not_exists(fresh, :t)", { ":t": { S: "t" } }),
    ).toEqual({
      ...item,
      fresh: { S: "t" },
    });
    expect(changed("SET parts = list_append(parts, parts)").parts?.L).toHaveLength(4);
    expect(changed("ADD #count :one, fresh :one, tags :green", more)).toEqual({
      ...item,
      count: { N: "11" },
      fresh: { N: "1" },
      tags: { SS: ["red", "blue", "green"] },
    });
    expect(changed("DELETE tags :blue", more).tags).toEqual({ SS: ["red"] });
    expect(changed("DELETE tags :all", { ":all": { SS: ["red", "blue"] } })).not.toHaveProperty("tags");
    expect(changed("REMOVE prose, absent SET #count = :one", more)).toEqual({
      ...Object.fromEntries(Object.entries(item).filter(([name]) => name !== "prose")),
      count: { N: "1" },
    });
    expect(changed("ADD huge :one", more).huge).toEqual({ N: "9007199254740994" });
  });

  test.each<readonly [string, Item]>([
    ["", {}],
    ["SET prose", {}],
    ["SET prose = :t SET parts = :t", { ":t": { S: "t" } }],
    ["SET prose = :t, prose = :t", { ":t": { S: "t" } }],
    ["SET prose = absent", {}],
    ["SET nested.a = :t", { ":t": { S: "t" } }],
    ["ADD prose :one", { ":one": { N: "1" } }],
    ["ADD tags :t", { ":t": { S: "t" } }],
    ["DELETE tags :ns", { ":ns": { NS: ["1"] } }],
    ["PUT prose :t", { ":t": { S: "t" } }],
  ])("that is none, or not known here, is refused: %s", (expression, given) =>
    expect(() => changed(expression, given)).toThrow(expect.objectContaining({ name: "ValidationException" })),
  );
});
