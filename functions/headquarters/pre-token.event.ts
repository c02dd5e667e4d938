import { tokenTrigger } from "#access/pre-token";
import { centralGroups } from "#access/roles";

/** The centre's people are bound to no seller. */
export const handler = tokenTrigger(centralGroups, { sellersOf: async () => [] });
