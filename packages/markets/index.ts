/** The markets there are, one line each. Functions never import this: theirs is `#market`. */
export { market as br } from "./definitions/br.ts";
export { market as uk } from "./definitions/uk.ts";
export { market as us } from "./definitions/us.ts";
