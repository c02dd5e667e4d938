/**
 * What a command asked for, or the end: who asks for what cannot be is told why, in the words of the refusal and
 * without a stack.
 * @param choose throws an Error that people can act upon
 */
export function orExitWithMessage<Chosen>(choose: () => Chosen): Chosen {
  try {
    return choose();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
