import { PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";

/** Something a function may do. Resources are named; a wildcard among them needs a reason and is refused without one. */
export type Permission = {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Gives a role its permissions.
 *  @throws Error when a permission is open to every resource or every action */
export function allow(role: Role, permissions: readonly Permission[]): void {
  for (const { actions, resources, conditions } of permissions) {
    const open = [...actions, ...resources].find((word) => word === "*" || word.endsWith(":*"));
    if (open) throw new Error(`${role.node.path}: "${open}" names nothing; say which`);
    role.addToPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions ? { conditions: { ...conditions } } : {}),
      }),
    );
  }
}
