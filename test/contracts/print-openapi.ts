import { marketApi } from "./market-api.ts";

/** Prints the OpenAPI document of a market, for client generators and people: `npm run --silent openapi > openapi.json`. */
console.log(JSON.stringify(await marketApi(), null, 2));
