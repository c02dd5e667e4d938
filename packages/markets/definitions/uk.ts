import { minor } from "#kernel/money";
import type { Market } from "../schema.ts";

const verifiedOn = "2026-11-01";
/** Known to be in force when it was looked up; since when is not recorded. */
const found = { validFrom: "2026-11-01", validTo: null, verifiedOn } as const;
/** Our own choice, not a law or a tariff. */
const house = { ...found, source: "Archipelago's own policy [C]" } as const;
/** The rules since the United Kingdom left the customs union. */
const sinceBrexit = { validFrom: "2021-01-01", validTo: null, verifiedOn } as const;

const england = { country: "GB", subdivision: "ENG" } as const;
const scotland = { country: "GB", subdivision: "SCT" } as const;

export const market: Market = {
  code: "uk",
  name: "United Kingdom",
  region: "eu-west-2",
  countries: ["GB"],
  locale: "en-GB",
  currency: { code: "GBP", exponent: 2 },
  time: { zones: ["Europe/London"], reporting: "Europe/London" },
  holidays: england,
  address: {
    postcode:
      /^(GIR 0AA|([A-PR-UWYZ][0-9][0-9]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9]?|[A-PR-UWYZ][0-9][A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]) [0-9][ABD-HJLNP-UW-Z]{2})$/,
    postcodePrefix: /^[A-PR-UWYZ][A-HK-Y]?([0-9][0-9A-Z]?)?$/,
    /** Guernsey, Jersey and the Isle of Man use the same form and are no part of the United Kingdom. */
    postcodeElsewhere: /^(GY|JE|IM)/,
    samples: ["M1 1AA", "W1A 1HQ", "EC1A 1BB", "CR2 6XH", "DN55 1PT", "EH1 1YZ", "BT1 5GS", "CF10 1EP", "IV1 1AB"],
    source: "BS 7666 pattern with P added to the fourth character [C]",
    verifiedOn,
  },
  taxIds: [
    {
      kind: "vat",
      holder: "business",
      pattern: /^(GB ?)?\d{3} ?\d{4} ?\d{2}$/,
      check: "vat-mod-97",
      ...found,
      source: "HMRC, VAT registration numbers [C]",
    },
  ],
  phonePrefix: "44",
  categories: [
    "appliances",
    "art",
    "auto",
    "baby",
    "beauty",
    "computers",
    "electronics",
    "fashion",
    "food",
    "furniture",
    "games",
    "garden",
    "gifts",
    "home",
    "media",
    "other",
    "party",
    "pets",
    "phones",
    "sports",
    "stationery",
    "tools",
    "toys",
  ],
  channels: ["live", "short-video", "creator-link", "search", "shop-tab", "import"],
  orders: {
    maximumLines: 1_000,
    maximumQuantity: 100_000,
    maximumUnitPrice: minor(1_000_000_000),
    maximumTotal: minor(100_000_000_000),
  },
  payments: {
    methods: [
      {
        method: "card",
        settlement: "authorise-then-capture",
        holdSeconds: 900,
        authorisationSeconds: 7 * 86_400,
        reauthoriseBeforeSeconds: 86_400,
        maximumInstalments: 1,
        refundWindowDays: null,
        source: "card authorisations stand about seven days; the hold is our own policy [U]",
        verifiedOn,
      },
    ],
  },
  fulfillment: {
    nodes: [
      {
        id: "daventry",
        name: "Daventry, Northamptonshire",
        zone: "east-midlands",
        postcode: "NN11 8QH",
        latitude: 52.2,
        longitude: -1.2,
        timeZone: "Europe/London",
        holidays: england,
        cutOff: "14:00",
        handlingDays: 1,
        priority: 1,
      },
      {
        id: "doncaster",
        name: "Doncaster, South Yorkshire",
        zone: "yorkshire-and-the-humber",
        postcode: "DN4 5HX",
        latitude: 53.5,
        longitude: -1.1,
        timeZone: "Europe/London",
        holidays: england,
        cutOff: "14:00",
        handlingDays: 1,
        priority: 2,
      },
      {
        id: "livingston",
        name: "Livingston, West Lothian",
        zone: "scotland",
        postcode: "EH54 6AX",
        latitude: 55.9,
        longitude: -3.5,
        timeZone: "Europe/London",
        holidays: scotland,
        cutOff: "14:00",
        handlingDays: 1,
        priority: 3,
      },
    ],
    /** Regions as postcode areas make them up, so their borders differ from the official ones (SY straddles Wales). The
     *  point is the mean of the region's postcode districts in github.com/academe/UK-Postcodes, to a tenth of a degree. */
    zones: {
      "east-midlands": { name: "East Midlands", latitude: 52.8, longitude: -1.1 },
      "east-of-england": { name: "East of England", latitude: 52.1, longitude: 0.4 },
      "highlands-and-islands": { name: "Highlands and Islands", latitude: 57.2, longitude: -4.8 },
      london: { name: "London", latitude: 51.5, longitude: -0.1 },
      "north-east": { name: "North East", latitude: 54.9, longitude: -1.6 },
      "north-west": { name: "North West", latitude: 53.7, longitude: -2.7 },
      "northern-ireland": { name: "Northern Ireland", latitude: 54.6, longitude: -6.4 },
      scotland: { name: "Scotland", latitude: 55.9, longitude: -3.7 },
      "south-east": { name: "South East", latitude: 51.3, longitude: -0.4 },
      "south-west": { name: "South West", latitude: 51.0, longitude: -3.1 },
      wales: { name: "Wales", latitude: 52.3, longitude: -3.7 },
      "west-midlands": { name: "West Midlands", latitude: 52.5, longitude: -2.1 },
      "yorkshire-and-the-humber": { name: "Yorkshire and the Humber", latitude: 53.7, longitude: -1.2 },
    },
    defaultZone: "east-midlands",
    zoneResolution: {
      strategy: "letter-area",
      rows: `
        scotland AB,DD,DG,EH,FK,G,KA,KY,ML,PA,PH,TD
        highlands-and-islands HS,IV,KW,ZE
        northern-ireland BT
        wales CF,LD,LL,NP,SA
        north-east DH,DL,NE,SR,TS
        north-west BB,BL,CA,CH,CW,FY,L,LA,M,OL,PR,SK,WA,WN
        yorkshire-and-the-humber BD,DN,HD,HG,HU,HX,LN,LS,S,WF,YO
        east-midlands DE,LE,NG,NN
        west-midlands B,CV,DY,HR,ST,SY,TF,WR,WS,WV
        east-of-england AL,CB,CM,CO,EN,IP,LU,NR,PE,SG,SS,WD
        south-east BN,CT,DA,GU,HP,KT,ME,MK,OX,PO,RG,RH,SL,SO,TN
        south-west BA,BH,BS,DT,EX,GL,PL,SN,SP,TA,TQ,TR
        london BR,CR,E,EC,HA,IG,N,NW,RM,SE,SM,SW,TW,UB,W,WC`,
      exceptions: "highlands-and-islands AB31-38,AB41-56,FK17-21,PA20-78,PH15-50",
      ...found,
      source: "postcode areas by region; surcharge districts of one carrier, others add KA27-28, G83 and TR21-25 [S]",
    },
    distance: {
      strategy: "great-circle",
      unit: "kilometre",
      upTo: [75, 150, 225, 300, 400, 500, 650],
      farther: { "highlands-and-islands": 2, "northern-ireland": 2 },
      ...found,
      source: "Archipelago's bands; two more where carriers ask a surcharge [U]",
    },
    parcelCosts: [
      {
        handling: { daventry: minor(165), doncaster: minor(155), livingston: minor(160) },
        carriage: [290, 295, 305, 320, 345, 390, 620, 820, 990].map(minor),
        ...found,
        source: "Archipelago's planning figures, no carrier's tariff [U]",
      },
    ],
    carriers: [
      {
        id: "royal-mail",
        name: "Royal Mail",
        tracking: [{ check: "s10", country: "GB" }],
        source: "UPU S10 [C]",
        verifiedOn,
      },
      { id: "evri", name: "Evri", tracking: [], source: "carrier of the market [U]", verifiedOn },
      { id: "dpd", name: "DPD", tracking: [], source: "carrier of the market [U]", verifiedOn },
    ],
  },
  tax: {
    strategy: "final-price",
    display: { prices: "tax-inclusive", source: "DMCC Act 2024, drip pricing, from 6 April 2025 [C]", verifiedOn },
    rounding: { mode: "half-up-never-only-down", source: "HMRC VATREC12020 [C]", verifiedOn },
    rules: [
      {
        tax: "value-added",
        standard: "20",
        reduced: "5",
        zero: "0",
        validFrom: "2011-01-04",
        validTo: null,
        source: "VAT rates, from general knowledge [U]",
        verifiedOn,
      },
      {
        tax: "value-added-liability",
        consignmentLimit: minor(13_500),
        rows: [
          {
            goodsAtSale: "inside",
            destination: "any",
            seller: "outside",
            consignment: "any",
            accountable: "marketplace",
          },
          { goodsAtSale: "inside", destination: "any", seller: "inside", consignment: "any", accountable: "seller" },
          {
            goodsAtSale: "outside",
            destination: "great-britain",
            seller: "any",
            consignment: "up-to-limit",
            accountable: "marketplace-at-checkout",
          },
          {
            goodsAtSale: "outside",
            destination: "great-britain",
            seller: "any",
            consignment: "above-limit",
            accountable: "border",
          },
          {
            goodsAtSale: "far-outside",
            destination: "northern-ireland",
            seller: "any",
            consignment: "up-to-limit",
            accountable: "marketplace-import",
          },
        ],
        ...sinceBrexit,
        source: "gov.uk, VAT and overseas goods sold through online marketplaces; HMRC VATREG37210 [C]",
      },
    ],
  },
  duty: {
    rules: [
      {
        duty: "none-up-to",
        value: minor(13_500),
        base: "goods-and-freight",
        ...sinceBrexit,
        source: "relief for consignments up to £135, to end by October 2028; the start date from general knowledge [U]",
      },
    ],
  },
  fees: [
    {
      fee: "referral",
      base: "net-sales-shipping-and-platform-discount-less-refunds",
      includesTax: true,
      tiers: [{ below: null, percent: "9", fixed: minor(0) }],
      maximumPerSku: null,
      validFrom: "2024-10-01",
      validTo: null,
      source: "referral fee of shops of this kind, since September 2024, day not recorded [C]",
      verifiedOn,
    },
    {
      fee: "referral",
      base: "net-sales-shipping-and-platform-discount-less-refunds",
      includesTax: true,
      categories: ["computers"],
      tiers: [{ below: null, percent: "5", fixed: minor(0) }],
      maximumPerSku: null,
      validFrom: "2024-10-01",
      validTo: null,
      source: "the same, for some electronics; only computers are certain [S]",
      verifiedOn,
    },
  ],
  payout: [{ daysAfterDelivery: 7, minimum: minor(100), ...found, source: "taken over from other markets [U]" }],
  returns: [
    {
      withdrawalDays: 14,
      withdrawalBy: "law",
      sendBackDays: 14,
      refundAfterReturn: { unit: "calendar-day", count: 14, roll: "none" },
      refundUnshipped: { unit: "calendar-day", count: 14, roll: "none" },
      refundsDelivery: "basic",
      inflationAdjusted: false,
      dispatchDays: 30,
      validFrom: "2014-06-13",
      validTo: null,
      source: "Consumer Contracts Regulations 2013; sending back and dispatch from secondary sources [S]",
      verifiedOn,
    },
  ],
  privacy: {
    requests: [
      {
        request: "access",
        zone: null,
        answer: { unit: "calendar-month", count: 1, roll: "next-working-day" },
        extendedTo: { unit: "calendar-month", count: 3, roll: "next-working-day" },
        ...found,
        source: "ICO: to the corresponding date, or the month's last day; two months more when complex [C]",
      },
    ],
    transfers: [{ instrument: "adequacy regulations, IDTA or Addendum", ...found, source: "UK GDPR [U]" }],
    bulkLimits: [],
  },
  reporting: { k: 11, dominancePercent: 50, windowSeconds: 3_600, graceSeconds: 3_600 },
  autonomy: [
    { subject: "sales-target", decides: "central", ...house },
    { subject: "referral-fee", decides: "local-approval", ...house },
    { subject: "promotion-budget", decides: "local-approval", ...house },
    { subject: "return-window", decides: "local", ...house },
    { subject: "moderation-policy", decides: "local-approval", ...house },
  ],
};
