import type { Entity, EntityStore } from "#platform/decide-and-save";
import type { Account, OperationRecord } from "./account.ts";

/** A payment's account as it lies in the provider's table; version 0 while there is none. */
export type AccountState = { readonly version: number; readonly account: Account | undefined };

/** An operation was carried out, or refused for good: then the account stays as it was. */
export type OperationRecorded = {
  readonly type: "operation-recorded";
  readonly record: OperationRecord;
  readonly account: Account | undefined;
};

/** Accounts, as `decideAndSave` changes them. */
export const accountEntity: Entity<AccountState, OperationRecorded> = {
  name: "provider's account",
  evolve: (state, { account }) => ({ ...state, account }),
};

/** An account, with the record that an operation of this key left before: it changes nothing twice. */
export type AccountStore = EntityStore<AccountState, OperationRecorded, OperationRecord | undefined>;
