/** Every member of a view that has a word, by its path, such as `payment.captured`, with that word. */
export const wordsByPath = <Word>(
  words: object,
  within: readonly string[] = [],
): readonly (readonly [string, Word])[] =>
  Object.entries(words).flatMap(([member, word]): readonly (readonly [string, Word])[] => {
    const path = [...within, member];
    const nested = typeof word === "object" && !Array.isArray(word);
    return nested ? wordsByPath<Word>(word, path) : [[path.join("."), word as Word]];
  });

/** Whether a view has something at a path; of a list, whether one of its elements has. */
export const shows = (view: unknown, path: string): boolean => {
  if (path === "") return view !== undefined;
  if (Array.isArray(view)) return view.some((one) => shows(one, path));
  const [member = "", ...rest] = path.split(".");
  return shows((view as Record<string, unknown> | undefined)?.[member], rest.join("."));
};
