/** The markets there are, one line each. Functions never import this: theirs is `#market`. */
export * as br from "./definitions/br/index.ts";
export * as uk from "./definitions/uk/index.ts";
export * as us from "./definitions/us/index.ts";
