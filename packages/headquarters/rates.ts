/** The currency into which every rate leads. Any other pair is crossed through it. */
export const baseCurrency = "USD";

/** What one unit of a currency was worth in another. */
export type Rate = {
  readonly from: string;
  readonly to: string;
  /** An exact decimal: this many units of `to` for one of `from`. */
  readonly rate: string;
  /** The first day on which it is applied; it holds until the next one of its pair begins. */
  readonly date: string;
  /** Ends in [C], confirmed at its primary source, or [U], general knowledge that nobody has confirmed. */
  readonly source: string;
};

/** Yearly averages, as a figure of a whole year wants them. A year without one of its own is read at the last there is.
 *  @param quoted what was done with the published figure: one that is quoted per dollar is inverted, to six places */
const averages = (from: string, rates: Readonly<Record<number, string>>, quoted: string): readonly Rate[] =>
  Object.entries(rates).map(([year, rate]) => ({
    from,
    to: baseCurrency,
    rate,
    date: `${year}-01-01`,
    source: `Federal Reserve, G.5A Foreign Exchange Rates, average of ${year}${quoted} ${confirmed.has(Number(year)) ? "[C]" : "[U]"}`,
  }));

const confirmed: ReadonlySet<number> = new Set([2012, 2013, 2014, 2015, 2017, 2018, 2019, 2020, 2021, 2022, 2023]);

/** Every rate that reports use. A new year is a new entry; an old one is never changed, or last year's report would. */
export const rates: readonly Rate[] = [
  ...averages(
    "GBP",
    {
      2010: "1.5452",
      2011: "1.6043",
      2012: "1.5853",
      2013: "1.5642",
      2014: "1.6484",
      2015: "1.5284",
      2016: "1.3555",
      2017: "1.2890",
      2018: "1.3363",
      2019: "1.2768",
      2020: "1.2829",
      2021: "1.3764",
      2022: "1.2371",
      2023: "1.2440",
    },
    "",
  ),
  ...averages(
    "BRL",
    {
      2010: "0.568182",
      2011: "0.597979",
      2012: "0.511902",
      2013: "0.463607",
      2014: "0.425315",
      2015: "0.299760",
      2016: "0.287035",
      2017: "0.313381",
      2018: "0.273875",
      2019: "0.253550",
      2020: "0.193847",
      2021: "0.185329",
      2022: "0.193780",
      2023: "0.200216",
    },
    ", inverted",
  ),
];

/** The currencies in which figures of all markets can be read together: those that have rates. */
export const currenciesWithRates: readonly string[] = [...new Set([baseCurrency, ...rates.map(({ from }) => from)])];
