/** When the figures of this market were last compared with their sources; an entry that was looked up later says so itself. */
export const verifiedOn = "2026-11-01";
/** Known to be in force when it was looked up; since when is not recorded. */
export const found = { validFrom: "2026-11-01", validTo: null, verifiedOn } as const;
/** Our own choice, not a law or a tariff. */
export const house = { ...found, source: "Archipelago's own policy [C]" } as const;
