import * as z from "zod/mini";
import { tableName } from "#platform/environment";
import { frontDoorRoutes, versionEnvironment, versionView } from "#platform/front-door";
import { tokenTrigger } from "#platform/manifest";

export const routes = frontDoorRoutes(
  "Whether the market answers, and which version of it",
  z.object({ status: z.literal("ok"), market: z.string(), ...versionView }),
);

/** The front door keeps nothing; it tells which version answers. */
export const frontDoorEnvironment = versionEnvironment;

export const preToken = tokenTrigger(z.object({ ACCESS_TABLE: tableName }));

/** What infrastructure makes pools, groups and clients of. */
export {
  centralGroups,
  centralResources,
  marketGroups,
  marketMachines,
  marketResources,
} from "#access/roles";
