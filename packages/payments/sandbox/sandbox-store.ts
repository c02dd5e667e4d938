import { GetItemCommand, type TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { daysInSeconds, epochSecondsOf, type Instant } from "#kernel/time";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import { fromItem, type Key, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { transact } from "#platform/transaction";
import type { PaymentId } from "../contracts/ids.ts";
import type { ProviderKey } from "../provider.ts";
import { type Account, carryOut, type Entry, type Operation } from "./account.ts";

/** What the provider remembers: accounts, and every operation by its key. */
export type SandboxStore = {
  find(key: ProviderKey): Promise<Entry | undefined>;
  /** Carries an operation out once. @returns what is kept under its key, and whether this call put it there */
  carryOut(
    key: ProviderKey,
    operation: Operation,
    now: Instant,
  ): Promise<{ readonly record: Entry; readonly isNew: boolean }>;
};

const daysKept = 400;
const paymentOf = (key: ProviderKey): PaymentId => key.slice(0, key.indexOf(":")) as PaymentId;
const accountKey = (key: ProviderKey): Key => ({ pk: `payment#${paymentOf(key)}`, sk: "account" });
const operationKey = (key: ProviderKey): Key => ({ pk: `payment#${paymentOf(key)}`, sk: `operation#${key}` });

export function dynamoSandboxStore({ dynamo, table }: TableHandle): SandboxStore {
  async function read<Data>(key: Key): Promise<Data | undefined> {
    const { Item } = await dynamo.send(
      new GetItemCommand({ TableName: table, Key: toItem(key), ConsistentRead: true }),
    );
    return Item && fromItem<Data>(Item);
  }
  const find = (key: ProviderKey) => read<Entry>(operationKey(key));

  async function carryOutOnce(key: ProviderKey, operation: Operation, now: Instant) {
    for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
      const [known, account] = await Promise.all([find(key), read<Account>(accountKey(key))]);
      if (known) return { record: known, isNew: false };
      const { account: after, result, knownFrom } = carryOut(account, operation, now);
      const record: Entry = { key, kind: operation.kind, amount: operation.amount, result, knownFrom };
      const expiresAt = epochSecondsOf(now) + daysInSeconds(daysKept);
      const writes = [
        put(table, { ...operationKey(key), ...record, expiresAt }, "attribute_not_exists(pk)"),
        ...(after && after !== account ? [putAccount(table, key, after, expiresAt)] : []),
      ];
      if ((await transact(dynamo, writes)).outcome === "written") return { record, isNew: true };
      await pause(attempt);
    }
    throw new ContentionError("the same payment is moved too often");
  }

  return { find, carryOut: carryOutOnce };
}

function putAccount(table: string, key: ProviderKey, account: Account, expiresAt: number): TransactWriteItem {
  const item = { ...accountKey(key), ...account, version: account.version + 1, expiresAt };
  return account.version === 0
    ? put(table, item, "attribute_not_exists(pk)")
    : put(table, item, "#version = :version", { ":version": account.version });
}

const put = (table: string, item: object, condition: string, values?: object): TransactWriteItem => ({
  Put: {
    TableName: table,
    Item: toItem(item),
    ConditionExpression: condition,
    ...(values
      ? { ExpressionAttributeNames: { "#version": "version" }, ExpressionAttributeValues: toValues(values) }
      : {}),
  },
});
