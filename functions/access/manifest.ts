import * as z from "zod/mini";
import { tableName } from "#platform/environment";
import { route } from "#platform/route";

export const routes = {
  health: route("GET /health", {
    scope: undefined,
    summary: "Whether the market answers, and which release of it",
    answers: { 200: z.object({ status: z.literal("ok"), market: z.string(), version: z.string() }) },
    problems: [],
  }),
  nothing: route("$default", {
    scope: undefined,
    summary: "Everything that is no route",
    answers: {},
    problems: [],
  }),
} as const;

/** The front door keeps nothing; it tells which release answers. */
export const frontDoorEnvironment = z.object({ RELEASE: z.string() });

/** Cognito's trigger before it signs a token, version 3. */
export const preTokenEnvironment = z.object({ ACCESS_TABLE: tableName });

/** What infrastructure makes pools, groups and clients of. */
export {
  centralGroups,
  centralResources,
  marketGroups,
  marketMachines,
  marketResources,
} from "#access/roles";
