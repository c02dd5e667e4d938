import { Command } from "commander";
import { wishOf } from "../market-api/roles.ts";
import { regionIn, requireCloud } from "../market-api/running.ts";
import { signIn } from "../market-api/sign-in.ts";
import { CommandError, type CommonOptions, performs } from "../terminal/outcome.ts";
import { several } from "./words.ts";

type Options = CommonOptions & { role?: string; scope?: readonly string[]; seller?: readonly string[] };

/** Signs in and prints the access token. */
export const token = (): Command =>
  performs<[string], Options>(
    new Command("token")
      .description("print an access token for a market or for the centre")
      .argument("<market>", "a market's code, or central")
      .option(
        "--role <role>",
        "operations, seller, support, moderator, storefront or integration; leadership in the centre",
      )
      .option("--scope <scope>", "a scope it must have, repeatable; a machine's token has no others", several)
      .option("--seller <id>", "a shop to act for, repeatable; makes the role seller", several),
    async ({ role, scope = [], seller }, place) => {
      const wish = wishOf(place, { role, scopes: scope, sellerIds: seller });
      const cloud = await requireCloud();
      regionIn(cloud, place);
      const { accessToken, expiresIn } = await signIn(cloud, place, wish);
      const scopes = scopesOf(accessToken);
      const lacking = scope.filter((wanted) => !scopes.includes(wanted));
      if (lacking.length > 0) throw new CommandError(`the token does not have ${lacking.join(", ")}`);
      return { document: { accessToken, expiresIn, scopes }, text: accessToken };
    },
  );

/** The scopes in a token, read without checking its signature: it comes straight from who signed it. */
function scopesOf(accessToken: string): readonly string[] {
  const claims = JSON.parse(Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString()) as { scope?: string };
  return (claims.scope ?? "").split(" ").filter((scope) => scope !== "");
}
