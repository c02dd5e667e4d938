import { decideAndSave, settled } from "#platform/decide-and-save";
import type { OperationRecord } from "./account.ts";
import { type Asked, decideOperation } from "./account-decisions.ts";
import { accountEntity } from "./account-entity.ts";
import type { SandboxStore } from "./sandbox-store.ts";

/**
 * Carries an operation out, once for each key however often it is sent.
 * @returns what is recorded under its key, and whether this call put it there
 * @throws ContentionError when others kept moving the same payment
 */
export async function carryOutOnce(
  store: SandboxStore,
  asked: Asked,
): Promise<{ readonly record: OperationRecord; readonly isNew: boolean }> {
  const changed = settled(
    await decideAndSave(accountEntity, store.accountOf(asked.key), {
      decide: (account, known: OperationRecord | undefined) => decideOperation(account, known, asked),
      at: asked.at,
    }),
  );
  const [recorded] = changed.outcome === "changed" ? changed.events : [];
  if (recorded) return { record: recorded.record, isNew: true };
  const known = changed.outcome === "unchanged" ? changed.stored.beside : undefined;
  if (!known) throw new Error("an operation changes nothing only where it was recorded before");
  return { record: known, isNew: false };
}
