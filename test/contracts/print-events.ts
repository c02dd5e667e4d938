import { catalogueText } from "./catalogue-text.ts";

/** Prints which event is made where and whom it reaches, and what starts every function: `npm run --silent events`. */
console.log((await catalogueText()).join("\n"));
