import { GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Instant } from "#kernel/time";
import { fromItem, type Item, type TableHandle, toItem, toValues, unlessRefused } from "#platform/dynamo";
import { queryAll } from "#platform/query";
import type { SeriesName } from "./batch.ts";
import type { Series } from "./series.ts";
import type { SeriesStore } from "./series-store.ts";

/** All series lie together: there is one for each market's epoch, and everybody wants them all. */
const partition = "series";
const keyOf = ({ market, epoch }: SeriesName) => ({
  pk: partition,
  sk: `${market}#${String(epoch).padStart(6, "0")}`,
});
const seriesIn = (item: Item): Series => {
  const { pk, sk, kind, ...series } = fromItem<Series & Record<"pk" | "sk" | "kind", string>>(item);
  return series;
};
/** What whatever comes first of a series puts there. */
const begin =
  "kind = :kind, market = :market, epoch = :epoch, firstSeenAt = if_not_exists(firstSeenAt, :at), #through = if_not_exists(#through, :zero)";

/** How far each series has come, in DynamoDB. Each attribute of a series only ever grows, so that writers need no
 *  order. */
export function dynamoSeriesStore(handle: TableHandle): SeriesStore {
  const { dynamo, table } = handle;
  const begun = (name: SeriesName, at: Instant) => ({
    ":kind": "series",
    ":market": name.market,
    ":epoch": name.epoch,
    ":at": at,
    ":zero": 0,
  });
  /** @returns whether the condition held */
  const update = async (name: SeriesName, set: string, values: object, condition?: string): Promise<boolean> => {
    const standing = await unlessRefused(
      dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem(keyOf(name)),
          UpdateExpression: `SET ${set}`,
          ...(condition ? { ConditionExpression: condition } : {}),
          ...(`${set} ${condition ?? ""}`.includes("#through")
            ? { ExpressionAttributeNames: { "#through": "through" } }
            : {}),
          ExpressionAttributeValues: toValues(values),
        }),
      ),
    );
    return standing === undefined;
  };
  const findSeries: SeriesStore["findSeries"] = async (name) => {
    const { Item } = await dynamo.send(
      new GetItemCommand({ TableName: table, Key: toItem(keyOf(name)), ConsistentRead: true }),
    );
    return Item && seriesIn(Item);
  };
  return {
    findSeries,
    async allSeries() {
      const items = await queryAll(handle, {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: toValues({ ":pk": partition }),
        ConsistentRead: true,
      });
      return items.map(seriesIn);
    },
    async noteReceived(name, sequence, at) {
      const newer = await update(
        name,
        `${begin}, receivedAt = :at, known = :known`,
        { ...begun(name, at), ":known": sequence },
        "attribute_not_exists(known) OR known < :known",
      );
      if (!newer) await update(name, "receivedAt = :at", { ":at": at });
    },
    async noteKnown(name, known, at) {
      const series = await findSeries(name);
      // a word that comes late knows less than others said before it
      const complete = (series?.through ?? 0) >= Math.max(known, series?.known ?? 0);
      const values = { ...begun(name, at), ":known": known };
      if (complete) await update(name, `${begin}, known = if_not_exists(known, :known), completeAt = :at`, values);
      else await update(name, `${begin}, known = :known`, values, "attribute_not_exists(known) OR known < :known");
    },
    async advance(name, sequence, newestDay, at) {
      const moved = { ":sequence": sequence, ":before": sequence - 1, ":day": newestDay };
      const advances = "#through = :sequence, newestDay = :day";
      const from = "#through = :before";
      const values = { ...moved, ":at": at };
      const last = await update(name, `${advances}, completeAt = :at`, values, `${from} AND known <= :sequence`);
      if (!last) await update(name, advances, moved, from);
    },
    async noteAnswered({ receivedAt, through, ...name }, at, asked) {
      const sets = [
        "answeredThrough = :answered",
        ...(receivedAt ? ["answeredFor = :received"] : []),
        ...(asked ? ["askedAt = :at"] : []),
      ];
      await update(name, sets.join(", "), {
        ":answered": through,
        ...(receivedAt ? { ":received": receivedAt } : {}),
        ...(asked ? { ":at": at } : {}),
      });
    },
  };
}
