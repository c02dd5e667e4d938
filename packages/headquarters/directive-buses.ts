/** Where an attached market hears the centre. */
export type DirectiveBus = { readonly market: string; readonly bus: string; readonly region: string };

/** Reads `<market>=<address of its bus>`, blanks between. The region stands in the address.
 *  @throws RangeError when an entry is none */
export const directiveBuses = (words: string): readonly DirectiveBus[] =>
  words
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => {
      const [, market, bus, region] =
        /^([a-z]{2,8})=(arn:aws[a-z-]*:events:([a-z0-9-]+):\d{12}:event-bus\/\S+)$/.exec(word) ?? [];
      if (!market || !bus || !region) throw new RangeError("DIRECTIVE_BUSES holds what is no market's bus");
      return { market, bus, region };
    });
