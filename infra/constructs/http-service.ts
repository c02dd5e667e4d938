import { Construct } from "constructs";
import type { EnvironmentSchema } from "#platform/manifest";
import type { Routes } from "#platform/route";
import type { ApiRoutes } from "./api-routes.ts";
import { ServiceFunction, slugOf, type Wiring } from "./service-function.ts";

/** A function behind the routes of its manifest. */
export class HttpService<Environment extends EnvironmentSchema> extends Construct {
  constructor(
    scope: Construct,
    api: ApiRoutes,
    manifest: { readonly routes: Routes; readonly environment: Environment },
    wiring: Wiring<Environment>,
  ) {
    super(scope, slugOf(wiring.entry));
    // a second less than the gateway waits, so that the function's own answer wins
    new ServiceFunction(this, wiring as Wiring, 28);
    api.serve(wiring.entry, Object.values(manifest.routes));
  }
}
