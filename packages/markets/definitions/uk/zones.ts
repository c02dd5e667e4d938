import type { MarketDefinition } from "../../schema.ts";

/** Regions as postcode areas make them up, so their borders differ from the official ones (SY straddles Wales). The
 *  point is the mean of the region's postcode districts in github.com/academe/UK-Postcodes, to a tenth of a degree. */
export const zones: MarketDefinition["delivery"]["zones"] = {
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
};
