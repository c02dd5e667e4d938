import { randomBytes } from "node:crypto";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  NotAuthorizedException,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { RegionState } from "../local-cloud/cloud-state.ts";
import type { AccessToken } from "./token-source.ts";

type Person = {
  readonly username: string;
  readonly group: string;
  /** Called with the user's `sub` before the token is signed. */
  readonly before?: (sub: string) => Promise<void>;
};

/**
 * Signs in as a person of a pool, who is made if need be. Nobody knows the password: each sign-in sets a new one, which
 * only an administrator of the pool can, and the local cloud makes everyone one.
 */
export async function personToken(
  client: CognitoIdentityProviderClient,
  { userPoolId: UserPoolId, appClientId: ClientId }: Pick<RegionState, "userPoolId" | "appClientId">,
  { username: Username, group: GroupName, before }: Person,
): Promise<AccessToken> {
  const user = { UserPoolId, Username };
  await client.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" })).catch((error: unknown) => {
    if (!(error instanceof UsernameExistsException)) throw error;
  });
  await client.send(new AdminAddUserToGroupCommand({ ...user, GroupName }));
  if (before) {
    const { UserAttributes = [] } = await client.send(new AdminGetUserCommand(user));
    const sub = UserAttributes.find(({ Name }) => Name === "sub")?.Value;
    if (sub === undefined) throw new Error(`the pool tells no id of ${Username}`);
    await before(sub);
  }
  for (let attempt = 1; ; attempt++) {
    const Password = `${randomBytes(24).toString("base64url")}-aA1`;
    await client.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
    try {
      const signedIn = await client.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: "USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: Username, PASSWORD: Password },
        }),
      );
      const { AccessToken: accessToken, ExpiresIn: expiresIn = 0 } = signedIn.AuthenticationResult ?? {};
      if (accessToken === undefined) throw new Error(`the pool asks ${Username} for more than a password`);
      return { accessToken, expiresIn };
    } catch (error) {
      // Another process may have signed in as the same person between the two calls.
      if (!(error instanceof NotAuthorizedException) || attempt === 5) throw error;
    }
  }
}
