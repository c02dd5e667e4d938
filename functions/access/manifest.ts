import * as z from "zod/mini";
import { tableName } from "#platform/environment";
import { frontDoorRoutes } from "#platform/front-door";
import { tokenTrigger } from "#platform/manifest";

export const routes = frontDoorRoutes(
  "Whether the market answers, and which version of it",
  z.object({ status: z.literal("ok"), market: z.string(), version: z.string() }),
);

/** The front door keeps nothing; it tells which version answers. */
export const frontDoorEnvironment = z.object({ VERSION: z.string() });

export const preToken = tokenTrigger(z.object({ ACCESS_TABLE: tableName }));

/** What infrastructure makes pools, groups and clients of. */
export {
  centralGroups,
  centralResources,
  marketGroups,
  marketMachines,
  marketResources,
} from "#access/roles";
