import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { type IndexSpec, type TableSpec, tableNameOf } from "#platform/table";
import { type Grant, grantOf } from "./grant.ts";
import { RateAlarm } from "./quota-alarm.ts";
import { arnIn, type Site, siteOf } from "./site.ts";
import { readParameter, writeParameter } from "./ssm-parameter.ts";
import { ThrottleAlarm } from "./throttle-alarm.ts";

/** The variable by which functions know a table: `ORDERING_TABLE`. */
type TableVariable<Spec extends TableSpec> = `${Uppercase<Spec["name"]>}_TABLE`;

/** What functions may be given of a table, by its name: no stack needs the table's own stack for it. */
export type TableAccess<Spec extends TableSpec> = Readonly<
  Record<"read" | "readAndWrite", Grant<{ readonly [Variable in TableVariable<Spec>]: string }>>
>;

const reading = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem"];
const writing = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"];

/** The address of a domain's table in a site. */
export const addressOf = (site: Site, spec: TableSpec): string =>
  arnIn(site, "dynamodb", `table/${tableNameOf(site.code, spec)}`);

/** Access to a domain's table in a site. Nobody may scan. */
export function accessTo<const Spec extends TableSpec>(site: Site, spec: Spec): TableAccess<Spec> {
  const table = addressOf(site, spec);
  const resources = [table, ...Object.keys(spec.indexes).map((index) => `${table}/index/${index}`)];
  const variable = `${spec.name.toUpperCase()}_TABLE` as TableVariable<Spec>;
  const allowing = (...actions: readonly string[]) =>
    grantOf(variable, tableNameOf(site.code, spec), { actions, resources });
  return { read: allowing(...reading), readAndWrite: allowing(...reading, ...writing) };
}

const streamParameter = (spec: TableSpec): string => `tables/${spec.name}/stream`;

/** A domain's table as its stream's consumers see it. */
export function streamedTable(scope: Construct, spec: TableSpec): ITable {
  if (!spec.stream) throw new Error(`the table ${spec.name} has no stream`);
  const site = siteOf(scope);
  return Table.fromTableAttributes(scope, "Table", {
    tableName: tableNameOf(site.code, spec),
    tableStreamArn: readParameter(scope, streamParameter(spec)),
  });
}

/** A domain's table: the market's key, recoverable to any second of 35 days, hard to delete where data matter. */
export class DomainTable extends Construct {
  constructor(scope: Construct, spec: TableSpec, key: IKey) {
    super(scope, `table-${spec.name}`);
    const { deployment, code, quotas } = siteOf(this);
    const table = new TableV2(this, "Table", {
      tableName: tableNameOf(code, spec),
      partitionKey: text(spec.partition),
      sortKey: text(spec.sort),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: deployment.durable,
      removalPolicy: deployment.durable ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      timeToLiveAttribute: spec.ttl,
      globalSecondaryIndexes: Object.entries(spec.indexes).map(([name, index]) => indexOf(name, index)),
      ...(spec.stream ? { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES } : {}),
    });
    if (spec.stream && table.tableStreamArn) writeParameter(this, streamParameter(spec), table.tableStreamArn);
    for (const kind of ["Read", "Write"])
      new RateAlarm(this, `${kind}s`, {
        namespace: "AWS/DynamoDB",
        metricName: `Consumed${kind}CapacityUnits`,
        dimensions: { TableName: tableNameOf(code, spec) },
        perSecond: quotas.tableUnits,
        impact: `soon the table of ${spec.name} throttles: what reads or writes it slows down and then fails.`,
      });
    new ThrottleAlarm(this, "Throttled", spec);
  }
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

const indexOf = (indexName: string, { partition, sort, projection }: IndexSpec): GlobalSecondaryIndexPropsV2 => ({
  indexName,
  partitionKey: text(partition),
  ...(sort ? { sortKey: text(sort) } : {}),
  ...(projection === "keys"
    ? { projectionType: ProjectionType.KEYS_ONLY }
    : projection === "all"
      ? { projectionType: ProjectionType.ALL }
      : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] }),
});
