import * as z from "zod";
import { categories as allCategories } from "../vocabulary.ts";

/** The categories that a listing may be filed under here, some of those that all markets have in common. */
export const categories = z.array(z.enum(allCategories)).min(1);
