import { asyncDocumentOf } from "./asyncapi-documents.ts";

/** Prints the AsyncAPI document of a market's events, or of the centre's: `npm run --silent asyncapi > asyncapi.json`,
 *  `npm run --silent asyncapi central`. */
const [place = "market"] = process.argv.slice(2);
if (place === "market" || place === "central") console.log(JSON.stringify(await asyncDocumentOf(place), null, 2));
else {
  console.error(`there are no events of ${place}: name market or central`);
  process.exitCode = 1;
}
