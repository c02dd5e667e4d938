import { inject } from "vitest";
import type { CloudState } from "#cli/local-cloud/cloud-state";

let own: CloudState | undefined;

/** The cloud that the tests of this file talk to: the one that all files share, unless this file has one of its own. */
export const cloudOfTests = (): CloudState => own ?? inject("cloud");

/** From now on the tests of this file talk to another cloud. @param cloud nothing for the shared one again */
export function talkTo(cloud: CloudState | undefined): void {
  own = cloud;
}
