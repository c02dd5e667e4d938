import * as z from "zod/mini";
import type { Instant } from "#kernel/time";
import type { Cell } from "./cell.ts";
import { batchV1 } from "./contracts/batch.v1.ts";

/** Cells that leave together. */
export type Batch = {
  readonly epoch: number;
  readonly sequence: number;
  readonly committedAt: Instant;
  readonly cells: readonly Cell[];
};

/** The market that speaks, as the centre is to know it. */
export type Sender = { readonly code: string; readonly currency: { readonly code: string } };

/**
 * A batch as it crosses: what its contract declares and nothing else.
 * @throws ZodError when it holds anything the contract does not know; then nothing is sent
 */
export const batchData = ({ code, currency }: Sender, { epoch, sequence, cells }: Batch) =>
  z.parse(batchV1.data, { market: code, currency: currency.code, epoch, sequence, cells });
