import {
  type AttributeValue,
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";

type Item = Record<string, AttributeValue>;

/** What DynamoDB answers to a request that is no request. @throws DynamoDBServiceException always */
export function invalid(message: string): never {
  throw new DynamoDBServiceException({ name: "ValidationException", $fault: "client", message, $metadata: {} });
}

/** A condition of a single write does not hold. @param item what stood in the way, if the write asked for it */
export const conditionFailed = (item: Item | undefined): ConditionalCheckFailedException =>
  new ConditionalCheckFailedException({
    message: "The conditional request failed",
    $metadata: {},
    ...(item ? { Item: item } : {}),
  });

/** A transaction was cancelled. @param reasons one for each of its writes, in their order */
export const cancelled = (reasons: readonly CancellationReason[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: `Transaction cancelled, because of [${reasons.map(({ Code }) => Code).join(", ")}]`,
    $metadata: {},
    CancellationReasons: [...reasons],
  });

/** The body of a refused request, as it goes over the wire. @throws the error itself when DynamoDB refuses nothing by it */
export function refusalBody(error: unknown): object {
  if (!(error instanceof DynamoDBServiceException)) throw error;
  const { name, message } = error;
  return {
    __type: `com.amazonaws.dynamodb.v20120810#${name}`,
    message,
    ...(error instanceof ConditionalCheckFailedException && error.Item ? { Item: error.Item } : {}),
    ...(error instanceof TransactionCanceledException ? { CancellationReasons: error.CancellationReasons } : {}),
  };
}
