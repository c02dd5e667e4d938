import { code } from "#market";
import { answer } from "#platform/answer";
import { versionIn } from "#platform/front-door";
import { httpFunction } from "#platform/http-function";
import { nothingHere } from "#platform/problem";
import { frontDoorEnvironment, routes } from "./manifest.ts";

export const handler = httpFunction(routes, frontDoorEnvironment, (environment) => ({
  health: () => answer(200, { status: "ok", market: code, ...versionIn(environment) }),
  nothing: nothingHere,
}));
