/** `ordering/api.http` → `ordering-api-http`: the id of a function, and the end of its name. */
export const slugOf = (entry: string): string => entry.replaceAll(/[/.]/g, "-");
