/** A kind of refusal: its code, by which programs know it, and its HTTP status. */
export type ProblemCode<Code extends string = string> = { readonly code: Code; readonly status: number };

/** Declares a code. Each has one owner: here those that any route may need, in `contracts/problems.ts` those of a domain.
 *  @param status of HTTP, between 400 and 499 */
export const problemCode = <const Code extends string>(code: Code, status: number): ProblemCode<Code> => ({
  code,
  status,
});

export const unreadable = problemCode("unreadable", 400);
export const forbidden = problemCode("forbidden", 403);
export const notFound = problemCode("not-found", 404);
export const versionStale = problemCode("version-stale", 412);
export const bodyTooLarge = problemCode("body-too-large", 413);
export const invalid = problemCode("invalid", 422);
export const idempotencyKeyMissing = problemCode("idempotency-key-missing", 422);
export const idempotencyKeyReused = problemCode("idempotency-key-reused", 422);
export const tooManyRequests = problemCode("too-many-requests", 429);

/** One field that is wrong. `pointer` is a JSON Pointer into the body, or `path:`, `query:`, `header:` and a name. */
export type FieldError = { readonly pointer: string; readonly detail: string };

/** A refusal as a value. `detail` and `more` are for people and programs; neither may hold personal data. */
export type Problem<Code extends string = string> = {
  readonly problem: Code;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the problem document, such as `items` of `out-of-stock`. */
  readonly more?: Readonly<Record<string, unknown>>;
};

type Extra = Pick<Problem, "errors" | "more"> & {
  /** 400 where the code's usual status would say too much: an altered cursor is `invalid`, but it is no request at all. */
  readonly status?: 400;
};

/** Refuses. A handler may answer only with the codes that its route declares. */
export const problem = <Code extends string>(
  { code, status }: ProblemCode<Code>,
  detail: string,
  extra: Extra = {},
): Problem<Code> => ({ problem: code, status, detail, ...extra });

/** What is answered where no route leads. */
export const nothingHere = (): Problem<"not-found"> => problem(notFound, "there is nothing here");

export const isProblem = (value: object): value is Problem => "problem" in value;

/** The problem document of RFC 9457. */
export function problemDocument({ problem: code, status, detail, errors, more }: Problem) {
  return {
    type: `urn:archipelago:problem:${code}`,
    title: code.replaceAll("-", " "),
    status,
    detail,
    code,
    ...(errors ? { errors } : {}),
    ...more,
  };
}
