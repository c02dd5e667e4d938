/** The centre's code, beside the markets' own. */
export const centralCode = "central";

/** Whether a domain is one of the centre's: every other belongs to every market. */
export const isOfCentre = (domain: string): boolean => domain === "headquarters";
