import { BaseSequencer, type TestSpecification } from "vitest/node";
import { secondsOf } from "#test/support/time-budget";
import { readBudget } from "#test/support/totals-reporter";
import { shardsOf, type Timed } from "./shards.ts";

/** Divides a run into shards by the seconds that its files may take, and runs the files of a shard in the order that the
 *  division gave them. A run that is not divided is ordered as Vitest does it. */
export class ShardsBySeconds extends BaseSequencer {
  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 };
    const budget = readBudget();
    const timed = files.map((file): Timed & { readonly file: TestSpecification } => {
      const name = file.testModule?.relativeModuleId ?? relativeTo(this.ctx.config.root, file.moduleId);
      return { name, seconds: secondsOf(budget, name, file.project.name), file };
    });
    return (shardsOf(timed, count)[index - 1] ?? []).map(({ file }) => file);
  }

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return this.ctx.config.shard ? files : super.sort(files);
  }
}

const relativeTo = (root: string, path: string): string => path.slice(root.length + 1);
