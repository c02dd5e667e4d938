import type { Market } from "../../schema.ts";
import { categories as allCategories } from "../../vocabulary.ts";

export const categories: Market["categories"] = allCategories;
