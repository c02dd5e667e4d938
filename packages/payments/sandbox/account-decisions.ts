import { accept, type Decision } from "#kernel/decision";
import type { Instant } from "#kernel/time";
import type { ProviderKey } from "../provider.ts";
import { carryOut, type Operation, type OperationRecord } from "./account.ts";
import type { AccountState, OperationRecorded } from "./account-entity.ts";

/** What the shop asks for, under a key of the shop's. */
export type Asked = { readonly key: ProviderKey; readonly operation: Operation; readonly at: Instant };

/** Carries an operation out once for each key. @param known what was recorded under the key before */
export function decideOperation(
  { account }: AccountState,
  known: OperationRecord | undefined,
  { key, operation, at }: Asked,
): Decision<OperationRecorded, never> {
  if (known) return accept();
  const { account: after, result, knownFrom } = carryOut(account, operation, at);
  const record = { key, kind: operation.kind, amount: operation.amount, result, knownFrom };
  return accept({ type: "operation-recorded", record, account: after });
}
