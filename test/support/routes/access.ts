import type { PromisedRoutes } from "../promised-routes.ts";

export const routes: PromisedRoutes = {
  "GET /health": { scope: "open", example: () => ({ path: "/health", status: 200 }) },
};
