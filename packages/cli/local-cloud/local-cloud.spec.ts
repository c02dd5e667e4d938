import { expect, test } from "vitest";
import { requirePort } from "./local-cloud.ts";

const running = { port: 4566, endpoint: "http://localhost:4566" };

test.each([undefined, 0, 4566])("a cloud that runs is deployed to where it is: --port %s", (wanted) =>
  expect(() => requirePort(running, wanted)).not.toThrow(),
);

test("a cloud that is wanted on another port says where it runs, and what can be done", () => {
  const refused = () => requirePort(running, 4999);
  for (const part of [
    "runs already, at http://localhost:4566",
    "4999",
    "Leave --port out",
    "--fresh",
    "ARCHIPELAGO_STATE",
  ])
    expect(refused).toThrow(part);
});
