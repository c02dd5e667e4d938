import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod/mini";
import type { AccessToken } from "./token-source.ts";

const granted = z.object({ access_token: z.string(), expires_in: z.number() });

type Machine = { readonly userPoolId: string; readonly clientId: string; readonly scopes: readonly string[] };

/** Signs in as a machine, with exactly these scopes. @param endpoint where the pool's token endpoint is */
export async function machineToken(
  client: CognitoIdentityProviderClient,
  endpoint: string,
  { userPoolId: UserPoolId, clientId: ClientId, scopes }: Machine,
): Promise<AccessToken> {
  const { UserPoolClient } = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const response = await fetch(`${endpoint}/oauth2/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${ClientId}:${UserPoolClient?.ClientSecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: scopes.join(" ") }),
  });
  const body: unknown = await response.json();
  const token = z.safeParse(granted, body).data;
  if (!response.ok || !token) throw new Error(`the pool gave no token: ${JSON.stringify(body)}`);
  return { accessToken: token.access_token, expiresIn: token.expires_in };
}
