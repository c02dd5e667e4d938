import { expect } from "vitest";
import type { Answer, Json } from "./market-client.ts";

const described = ({ status, text }: Answer): string => `${status} ${text.slice(0, 500)}`;

/** Fails, showing what was said instead, unless the answer has one of these statuses. @returns its body */
export function mustAnswer(answer: Answer, ...statuses: readonly number[]): Json {
  expect(statuses, `got ${described(answer)}`).toContain(answer.status);
  return answer.body;
}

/** Fails unless the answer is a problem document of ours with this status and code, naming this field if one is given.
 *  @returns the document */
export function mustRefuse(answer: Answer, status: number, code: string, pointer?: string): Json {
  const { body, headers } = answer;
  const pointers: string[] = (body?.errors ?? []).map((error: { pointer: string }) => error.pointer);
  expect(
    { type: headers.get("content-type"), status: answer.status, said: body?.status, code: body?.code },
    `got ${described(answer)}`,
  ).toEqual({ type: "application/problem+json", status, said: status, code });
  if (pointer !== undefined) expect(pointers, `got ${described(answer)}`).toContain(pointer);
  return body;
}

/** Fails unless the gateway itself stopped the caller. It is no problem document, for no function was asked. */
export function mustBeStopped(answer: Answer, status: 401 | 403): void {
  expect({ status: answer.status, body: answer.body }, answer.text).toEqual({
    status,
    body: { message: status === 401 ? "Unauthorized" : "Forbidden" },
  });
}
