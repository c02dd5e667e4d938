import { answer } from "#platform/answer";
import { httpFunction } from "#platform/http-function";
import { nothingHere } from "#platform/problem";
import { frontDoorEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, frontDoorEnvironment, ({ VERSION }) => ({
  health: () => answer(200, { status: "ok", version: VERSION }),
  nothing: nothingHere,
}));
