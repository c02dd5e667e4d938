/** An accepted answer. `version` becomes the `ETag`, `location` and `replayed` their headers. */
export type Answer<Status extends number = number, Body = unknown> = {
  readonly status: Status;
  readonly body?: Body;
  readonly version?: number;
  readonly location?: string;
  readonly replayed?: boolean;
};

export const answer = <const Status extends number, Body>(
  status: Status,
  body?: Body,
  headers: Pick<Answer, "version" | "location" | "replayed"> = {},
): Answer<Status, Body> => ({ status, ...(body === undefined ? {} : { body }), ...headers });
