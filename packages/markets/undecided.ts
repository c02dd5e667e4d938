/** The one member of a marked value. */
const mark = "undecided";

/**
 * Marks a value that was copied from another market and that a person still has to decide. To decide is to take the mark
 * away: `region: undecided("sa-east-1")` becomes `region: "us-west-2"`. While one is left, that market cannot be deployed.
 * @returns something that only looks like the value: whoever uses it fails
 */
export const undecided = <Value>(copied: Value): Value => ({ [mark]: copied }) as unknown as Value;

/** The places of a definition that are marked: `delivery.zones`. */
export function undecidedIn(definition: unknown, place = ""): readonly string[] {
  if (typeof definition !== "object" || definition === null || definition instanceof RegExp) return [];
  const members = Object.entries(definition);
  if (members.length === 1 && members[0]?.[0] === mark) return [place];
  return members.flatMap(([name, value]) => undecidedIn(value, place === "" ? name : `${place}.${name}`));
}
