import { expect, test } from "vitest";
import * as z from "zod/mini";
import { cancellationBody } from "./cancellation-body.ts";

const pathsOf = (body: object) =>
  z.safeParse(cancellationBody, { reason: "no", ...body }).error?.issues.map(({ path }) => path.join("/"));

test.each([
  ["all that is left", {}],
  ["whole lines, one named twice", { lineIds: ["l1", "l1"] }],
  [
    "units",
    {
      lines: [
        { lineId: "l1", quantity: 1, reason: "damaged" },
        { lineId: "l2", quantity: 100_000 },
      ],
    },
  ],
])("%s may be asked for", (_, body) => expect(pathsOf(body)).toBeUndefined());

test.each([
  ["lines in both ways", { lineIds: ["l1"], lines: [{ lineId: "l2", quantity: 1 }] }, ["lineIds"]],
  ["no unit", { lines: [{ lineId: "l1", quantity: 0 }] }, ["lines/0/quantity"]],
  ["half a unit", { lines: [{ lineId: "l1", quantity: 0.5 }] }, ["lines/0/quantity"]],
  ["a line without a number", { lines: [{ lineId: "l1" }] }, ["lines/0/quantity"]],
  ["no line", { lines: [] }, ["lines"]],
  ["a reason that is none", { lines: [{ lineId: "l1", quantity: 1, reason: "" }] }, ["lines/0/reason"]],
  [
    "a line twice",
    {
      lines: [
        { lineId: "l1", quantity: 1 },
        { lineId: "l2", quantity: 1 },
        { lineId: "l1", quantity: 1 },
      ],
    },
    ["lines/2/lineId"],
  ],
  ["no reason", { reason: undefined }, ["reason"]],
])("%s may not be asked for, and is named", (_, body, paths) => expect(pathsOf(body)).toEqual(paths));
