import * as z from "zod/mini";
import { batchV1 } from "./contracts/batch.v1.ts";

/** One page of what the market published, as it crossed. */
export const publishedView = z.object({ items: z.array(batchV1.data), next: z.nullable(z.string()) });
