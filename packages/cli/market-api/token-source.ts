/** An access token and how many seconds it is good for. */
export type AccessToken = { readonly accessToken: string; readonly expiresIn: number };

/** Hands out a token that is good for at least another minute. */
export type TokenSource = {
  current(): Promise<string>;
  /** Forgets the token that a server refused. */
  forget(): void;
};

/** Keeps one token and asks for the next one shortly before it expires; who comes meanwhile waits for the same one. */
export function tokenSource(fetchToken: () => Promise<AccessToken>, clock: () => number = Date.now): TokenSource {
  let token: Promise<AccessToken> | undefined;
  let goodUntil = 0;
  const renew = async (): Promise<AccessToken> => {
    try {
      const fetched = await fetchToken();
      goodUntil = clock() + (fetched.expiresIn - 60) * 1000;
      return fetched;
    } catch (error) {
      token = undefined;
      throw error;
    }
  };
  return {
    async current() {
      if (!token || clock() >= goodUntil) {
        goodUntil = Number.POSITIVE_INFINITY; // until the new one says
        token = renew();
      }
      return (await token).accessToken;
    },
    forget() {
      token = undefined;
    },
  };
}
