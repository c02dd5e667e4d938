/** A command on its way to DynamoDB, and the way on. */
export type Fault = (command: object, pass: () => Promise<unknown>) => Promise<unknown>;

export const isWrite = (command: object): boolean =>
  /^(TransactWrite|Put|Update|Delete|BatchWrite)/.test(command.constructor.name);

/** A process that dies at its n-th write, before it reaches the table or right after. It does nothing from then on. */
export function dyingAt(write: number, when: "before" | "after") {
  let writes = 0;
  let dead = false;
  const fault: Fault = async (command, pass) => {
    if (dead) throw new Error("this process is dead");
    if (!isWrite(command) || ++writes < write) return pass();
    dead = true;
    if (when === "after") await pass();
    throw new Error("this process died");
  };
  return { fault, died: () => dead };
}
