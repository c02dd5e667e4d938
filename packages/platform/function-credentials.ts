type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

/**
 * Stands in bundles for the SDK's chain of places where credentials may be found. A function finds those of its role in its
 * environment, always; the rest of the chain (profiles, sign-on, containers, instances) is a quarter of a bundle that every
 * cold start would read.
 * @throws Error when the environment has none: this is no function
 */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error("the environment holds no credentials of a role");
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
