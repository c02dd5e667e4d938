import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { errorFields, log } from "./log.ts";

/** A function may live for hours: for so long it does not hear of a secret that was changed. */
const keptMilliseconds = 5 * 60_000;

/** A secret as Secrets Manager keeps it. Read at the first need and kept for five minutes; what is kept stays good while it
 *  cannot be read again, and a failure is not kept. */
export function secretOf(
  arn: string,
  client: Pick<SecretsManagerClient, "send"> = new SecretsManagerClient({}),
  clock: () => number = Date.now,
): () => Promise<string> {
  let secret: Promise<string> | undefined;
  let readAt = 0;
  const read = async (): Promise<string> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (!SecretString) throw new Error("a secret is empty");
    return SecretString;
  };
  return () => {
    if (secret !== undefined && clock() - readAt < keptMilliseconds) return secret;
    const before = secret;
    readAt = clock();
    secret = read().catch((error: unknown) => {
      if (before === undefined) {
        secret = undefined;
        throw error;
      }
      log.warn("a secret could not be read again", errorFields(error));
      return before;
    });
    return secret;
  };
}
