import type { PromisedRoutes } from "../promised-routes.ts";

export const routes: PromisedRoutes = {
  "POST /payments/notifications/{provider}": { scope: "open: signature" },
};
