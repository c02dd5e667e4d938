import type { ProviderKey } from "../provider.ts";
import type { OperationRecord } from "./account.ts";
import type { AccountStore } from "./account-entity.ts";

/** What the provider remembers: accounts, and every operation by its key. */
export type SandboxStore = {
  /** @returns `undefined` when no operation of this key was received */
  find(key: ProviderKey): Promise<OperationRecord | undefined>;
  /** Where the account lies that an operation of this key moves, with the record of the operation beside it. */
  accountOf(key: ProviderKey): AccountStore;
};
