/** Every problem a function may answer, with its HTTP status. A new code needs a row here, or nothing compiles. */
export const problemStatus = {
  unreadable: 400,
  "signature-missing": 401,
  "signature-invalid": 401,
  forbidden: 403,
  "not-found": 404,
  "unknown-seller": 404,
  "unknown-listing": 404,
  "out-of-stock": 409,
  "order-not-cancellable": 409,
  "line-dispatched": 409,
  "shipment-not-dispatchable": 409,
  "stock-held": 409,
  "version-stale": 412,
  "body-too-large": 413,
  invalid: 422,
  "idempotency-key-missing": 422,
  "idempotency-key-reused": 422,
  "country-not-served": 422,
  "currency-mismatch": 422,
  "payment-method-not-offered": 422,
  "too-many-requests": 429,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One field that is wrong. `pointer` is a JSON Pointer into the body, or `path:`, `query:`, `header:` and a name. */
export type FieldError = { readonly pointer: string; readonly detail: string };

/** A refusal as a value. `detail` and `more` are for people and programs; neither may hold personal data. */
export type Problem<Code extends ProblemCode = ProblemCode> = {
  readonly problem: Code;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  /** Further members of the problem document, such as `items` of `out-of-stock`. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** 400 where the code's usual status would say too much: an altered cursor is `invalid`, but it is no request at all. */
  readonly status?: 400;
};

export const problem = <Code extends ProblemCode>(
  code: Code,
  detail: string,
  extra: Pick<Problem, "errors" | "more" | "status"> = {},
): Problem<Code> => ({ problem: code, detail, ...extra });

export const isProblem = (value: object): value is Problem => "problem" in value;

/** The problem document of RFC 9457. */
export function problemDocument({ problem: code, detail, errors, more, status }: Problem) {
  return {
    type: `urn:archipelago:problem:${code}`,
    title: code.replaceAll("-", " "),
    status: status ?? problemStatus[code],
    detail,
    code,
    ...(errors ? { errors } : {}),
    ...more,
  };
}
