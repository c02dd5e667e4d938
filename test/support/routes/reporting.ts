import type { PromisedRoutes } from "../promised-routes.ts";

export const routes: PromisedRoutes = {
  "GET /reconciliation": {
    scope: "reconciliation/read",
    example: () => ({ path: "/reconciliation", status: 200 }),
  },
  "GET /reconciliation/batches": {
    scope: "reconciliation/read",
    example: () => ({ path: "/reconciliation/batches?epoch=1", status: 200 }),
  },
};
