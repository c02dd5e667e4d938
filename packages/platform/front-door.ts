import * as z from "zod/mini";
import { route } from "./route.ts";

/** The routes that every API answers without a token: how it is, and that there is nothing at any other address.
 *  @param health the schema of what it says of itself */
export const frontDoorRoutes = <const Health extends z.ZodMiniType>(summary: string, health: Health) => ({
  health: route("GET /health", { scope: undefined, summary, answers: { 200: health }, problems: [] }),
  nothing: route("$default", {
    scope: undefined,
    summary: "Everything that is no route",
    query: z.looseObject({}), // not found, with whatever parameters
    answers: {},
    problems: [],
  }),
});

/** What every front door says of the version that answers. */
export const versionView = {
  version: z.string(),
  /** A full hash, with `-dirty` where files were changed since; `unknown` where the build did not say. */
  commit: z.string(),
};

/** The variables that tell it. */
export const versionEnvironment = z.object({ VERSION: z.string(), COMMIT: z.string() });

/** The version that answers. */
export const versionIn = ({ VERSION, COMMIT }: z.output<typeof versionEnvironment>) => ({
  version: VERSION,
  commit: COMMIT,
});
