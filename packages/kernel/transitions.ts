/** `state → the states it may become`. A store turns a row into the condition of its write. */
export type Transitions<State extends string> = { readonly [From in State]: readonly State[] };

/** Whether `from` may become `to`. */
export const mayBecome = <State extends string>(table: Transitions<State>, from: State, to: State): boolean =>
  table[from].includes(to);

/** The states from which `to` may be reached: the values a conditional write accepts. */
export const sourcesOf = <State extends string>(table: Transitions<State>, to: State): State[] =>
  (Object.keys(table) as State[]).filter((from) => table[from].includes(to));
