import { expect, test } from "vitest";
import { readStatusMap, statusWords } from "./source-status.ts";

const statusOf = statusWords();

test.each([
  ["Cancelled", "cancelled"],
  ["CANCELED", "cancelled"],
  ["canceled", "cancelled"],
  ["unavailable", "cancelled"],
  ["refunded", "refunded"],
  ["Charged_Back", "refunded"],
  ["Shipped - Delivered to Buyer", "delivered"],
  ["wc-completed", "delivered"],
  ["IN_TRANSIT", "dispatched"],
  ["fulfilled", "dispatched"],
  ["awaitingShipment", "open"],
  ["Partially_Refunded", "open"],
  ["processing", "open"],
  ["invoiced", "open"],
  ["on-hold", "unpaid"],
  ["Payment Required", "unpaid"],
  ["UNPAID", "unpaid"],
  ["cancellation", "credit-note"],
])("“%s” means %s", (word, meaning) => expect(statusOf(word)).toBe(meaning));

test.each(["", "wird bearbeitet", "constructor", "__proto__", "42", "deliverd"])(
  "“%s” is explained by nobody",
  (word) => expect(statusOf(word)).toBeUndefined(),
);

test("words of the caller go before those that are known, in any spelling, too", () => {
  const own = statusWords({ "Em trânsito": "dispatched", pending: "open" });
  expect(own("EM TRANSITO")).toBe("dispatched");
  expect(own("Pending")).toBe("open");
  expect(own("delivered")).toBe("delivered");
});

test("a file of words is an object of meanings", () => {
  expect(readStatusMap('{"weg":"dispatched"}')).toEqual({ map: { weg: "dispatched" } });
  expect(readStatusMap("[]")).toEqual({ wrong: "is not a JSON object" });
  expect(readStatusMap('{"weg":"gone"}')).toEqual({
    wrong:
      "says of “weg” what is no meaning; there are open, unpaid, cancelled, refunded, dispatched, delivered, credit-note",
  });
});
