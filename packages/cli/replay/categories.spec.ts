import { expect, test } from "vitest";
import { filing, readCategoryMap } from "./categories.ts";

const market = { categories: ["home", "toys", "other"] } as const;

test("a listing is filed by the map, else by name, else under other", () => {
  const fileUnder = filing(market, { brinquedos: "toys", garrafas: "vodka" });
  expect(fileUnder("brinquedos")).toBe("toys");
  expect(fileUnder(" Home ")).toBe("home");
  expect(fileUnder("vodka")).toBe("other"); // a category, but not of this market
  expect(fileUnder("garrafas")).toBe("other");
  expect(fileUnder("constructor")).toBe("other");
  expect(fileUnder(undefined)).toBe("other");
});

test("a category file is one map, or one for each market", () => {
  expect(readCategoryMap('{"jogos":"games"}', "br")).toEqual({ map: { jogos: "games" } });
  expect(readCategoryMap('{"br":{"jogos":"games"},"us":{}}', "br")).toEqual({ map: { jogos: "games" } });
  expect(readCategoryMap('{"us":{"GIN":"gin"}}', "br")).toEqual({ map: {} });
  expect(readCategoryMap("[]", "br")).toEqual({ wrong: "is not a JSON object" });
  expect(readCategoryMap("jogos", "br")).toEqual({ wrong: "is not a JSON object" });
  expect(readCategoryMap('{"jogos":"gamez"}', "br")).toEqual({
    wrong: 'maps "jogos" to "gamez", which is no category',
  });
});
