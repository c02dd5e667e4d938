import { type CloudState, readState } from "./cloud-state.ts";
import { isAnswering, isEmulator } from "./emulator.ts";

/** What became of the cloud that was started here last. */
export type Condition =
  | { readonly is: "running"; readonly cloud: CloudState }
  | { readonly is: "absent" }
  /** Its process ended without being stopped, and took all data with it. */
  | { readonly is: "ended"; readonly cloud: CloudState }
  | { readonly is: "silent"; readonly cloud: CloudState };

export async function conditionOfCloud(): Promise<Condition> {
  const cloud = readState();
  if (!cloud) return { is: "absent" };
  if (!isEmulator(cloud.pid)) return { is: "ended", cloud };
  return { is: (await isAnswering(cloud.endpoint)) ? "running" : "silent", cloud };
}

/** What there is to say where no cloud can be used, and what helps. */
export function adviceOn(condition: Exclude<Condition, { is: "running" }>): string {
  switch (condition.is) {
    case "absent":
      return "nothing is running; start it with `npm start`";
    case "ended":
      return `${endedOn(condition.cloud)}; start a new one with \`npm start\``;
    case "silent":
      return `the local cloud on port ${condition.cloud.port} does not answer, though its process ${condition.cloud.pid} runs; \`npx archipelago down\` ends it, with all that it holds`;
  }
}

/** What a cloud that ended by itself means to whoever worked with it. */
export const endedOn = ({ port }: Pick<CloudState, "port">): string =>
  `the local cloud on port ${port} has ended, and all data that it held are gone`;

/** The running cloud, if its emulator is alive and answers. */
export async function runningCloud(): Promise<CloudState | undefined> {
  const condition = await conditionOfCloud();
  return condition.is === "running" ? condition.cloud : undefined;
}
