/**
 * A word for every member of a view, such as whom it is for. A member that is an object, or a list of objects, has one
 * word, or one for each member of its own. A member that the view gains does not compile without a word.
 */
export type MemberWords<View, Word> = {
  readonly [Member in keyof View]-?: Word | WordsWithin<Element<NonNullable<View[Member]>>, Word>;
};
type Element<Value> = Value extends readonly (infer One)[] ? One : Value;
type WordsWithin<Value, Word> = Value extends object ? MemberWords<Value, Word> : never;

/** The same where some members have none. */
export type SomeMemberWords<View, Word> = {
  readonly [Member in keyof View]?: Word | SomeWordsWithin<Element<NonNullable<View[Member]>>, Word>;
};
type SomeWordsWithin<Value, Word> = Value extends object ? SomeMemberWords<Value, Word> : never;

/**
 * The part of a view whose words pass, in the view's own order. What has no word is left out: nothing is let through that
 * nobody decided on.
 */
export function membersWhere<View extends object, Word extends string | boolean | readonly string[]>(
  view: View,
  words: SomeMemberWords<View, Word>,
  passes: (word: Word) => boolean,
): View {
  const within = (value: unknown, nested: object): unknown =>
    Array.isArray(value)
      ? value.map((one) => within(one, nested))
      : value && membersWhere(value, nested as SomeMemberWords<object, Word>, passes);
  const passing = Object.entries(view).flatMap(([member, value]): [string, unknown][] => {
    const word = Object.hasOwn(words, member) ? words[member as keyof View] : undefined;
    if (word === undefined) return [];
    if (isNested(word)) return [[member, within(value, word)]];
    return passes(word as Word) ? [[member, value]] : [];
  });
  return Object.fromEntries(passing) as View;
}

const isNested = (word: unknown): word is object => typeof word === "object" && !Array.isArray(word);
