import { documentOf } from "./openapi-documents.ts";

/** Prints the OpenAPI document of a market, or of the centre, for client generators and people:
 *  `npm run --silent openapi > openapi.json`, `npm run --silent openapi central`. */
const [place = "market"] = process.argv.slice(2);
if (place === "market" || place === "central") console.log(JSON.stringify(await documentOf(place), null, 2));
else {
  console.error(`there is no API of ${place}: name market or central`);
  process.exitCode = 1;
}
