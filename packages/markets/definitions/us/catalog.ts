import type { MarketDefinition } from "../../schema.ts";
import { categories as allCategories } from "../../vocabulary.ts";

export const categories: MarketDefinition["categories"] = allCategories;
