import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { daysInSeconds, epochSecondsOf, type Instant } from "#kernel/time";
import type { Change } from "#platform/decide-and-save";
import { fromItem, type Key, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { transactLabelled, type Write } from "#platform/transaction";
import type { PaymentId } from "../contracts/ids.ts";
import type { ProviderKey } from "../provider.ts";
import type { Account, OperationRecord } from "./account.ts";
import type { AccountState, OperationRecorded } from "./account-entity.ts";
import type { SandboxStore } from "./sandbox-store.ts";

const daysKept = 400;
const paymentOf = (key: ProviderKey): PaymentId => key.slice(0, key.indexOf(":")) as PaymentId;
const accountKey = (key: ProviderKey): Key => ({ pk: `payment#${paymentOf(key)}`, sk: "account" });
const operationKey = (key: ProviderKey): Key => ({ pk: `payment#${paymentOf(key)}`, sk: `operation#${key}` });

/** The provider's memory in DynamoDB: an item for each account, and one for each operation. */
export function dynamoSandboxStore({ dynamo, table }: TableHandle): SandboxStore {
  async function read<Data>(key: Key): Promise<Data | undefined> {
    const { Item } = await dynamo.send(
      new GetItemCommand({ TableName: table, Key: toItem(key), ConsistentRead: true }),
    );
    return Item && fromItem<Data>(Item);
  }
  const find = (key: ProviderKey) => read<OperationRecord>(operationKey(key));

  return {
    find,
    accountOf: (key) => ({
      load: async () => {
        const [beside, account] = await Promise.all([find(key), read<KeptAccount>(accountKey(key))]);
        return { state: stateOf(account), seen: new Set(), beside };
      },
      save: async (change) => {
        const { outcome } = await transactLabelled(dynamo, writesOf(table, key, change));
        return outcome === "written" ? "saved" : "changed-meanwhile";
      },
    }),
  };
}

type KeptAccount = Account & { readonly version: number };

const stateOf = (kept: KeptAccount | undefined): AccountState => {
  if (!kept) return { version: 0, account: undefined };
  const { version, captureMode, authorised, captured, voided, refunded, standsFrom } = kept;
  return { version, account: { captureMode, authorised, captured, voided, refunded, standsFrom } };
};

type AccountChange = Change<AccountState, OperationRecorded, OperationRecord | undefined>;

/** `operation` is refused when its key was recorded meanwhile, `account` when another operation moved it. An account that
 *  stays as it is is not written. */
function writesOf(table: string, key: ProviderKey, { before, after, events, at }: AccountChange) {
  const expiresAt = expiryAt(at);
  const { account, version } = after.state;
  return {
    operation: events.map(({ record }) => putNew(table, { ...operationKey(key), ...record, expiresAt })),
    account:
      account && account !== before.state.account
        ? [putAccount(table, { ...accountKey(key), ...account, version, expiresAt }, before.state.version)]
        : [],
  };
}

const expiryAt = (at: Instant): number => epochSecondsOf(at) + daysInSeconds(daysKept);

const putNew = (table: string, item: object): Write => ({
  Put: { TableName: table, Item: toItem(item), ConditionExpression: "attribute_not_exists(pk)" },
});

const putAccount = (table: string, item: object, version: number): Write =>
  version === 0
    ? putNew(table, item)
    : {
        Put: {
          TableName: table,
          Item: toItem(item),
          ConditionExpression: "#version = :version",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: toValues({ ":version": version }),
        },
      };
