import { allContracts } from "#test/support/manifests";
import { describeContract, lockedContracts, writeLock } from "./event-lock.ts";

/** Locks the event contracts that are new. A contract that is locked already stays as it is: what changes gets a new
 *  version in a file of its own. */
const locked = lockedContracts();
const added = (await allContracts()).filter(({ type }) => !locked.has(type));
for (const contract of added) writeLock(describeContract(contract));
console.log(added.length === 0 ? "No contract is new." : `Locked:\n${added.map(({ type }) => `  ${type}`).join("\n")}`);
