import type { Permission } from "./permission.ts";

/** Variables of a function, by name. */
type Variables = Readonly<Record<string, string>>;

/** What a function is given of something: the variables by which it knows it, and what it may do with it. */
export type Grant<Environment extends object = Variables> = {
  readonly environment: Environment;
  readonly permissions: readonly Permission[];
};

/** All of a union at once. */
type Every<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Several grants as one: a function has the variables and the permissions of each. */
export function granted<Grants extends readonly Grant<object>[]>(
  ...grants: Grants
): Grant<Every<Grants[number]["environment"]> & object> {
  const environment = Object.assign({}, ...grants.map((grant) => grant.environment));
  return { environment, permissions: grants.flatMap(({ permissions }) => permissions) };
}

/** Variables that are no address of anything: they permit nothing. */
export const variables = <const Environment extends Variables>(environment: Environment): Grant<Environment> => ({
  environment,
  permissions: [],
});

/** One variable that names something, and what may be done with that. */
export const grantOf = <Name extends string>(
  name: Name,
  value: string,
  ...permissions: readonly Permission[]
): Grant<{ readonly [Variable in Name]: string }> => ({
  environment: { [name]: value } as { readonly [Variable in Name]: string },
  permissions,
});
