import * as z from "zod/mini";
import type { ApiAnswer, ApiRequest } from "./api.ts";

const problem = z.object({
  code: z.optional(z.string()),
  detail: z.optional(z.string()),
  message: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
});

/** What an answer that is no success says: the problem's code (or the status where there is none) and its words. */
export function refusalOf({ status, body }: Pick<ApiAnswer, "status" | "body">): { code: string; detail: string } {
  const said = z.safeParse(problem, body).data;
  const fields = said?.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`).join("; ");
  const words = [said?.detail ?? said?.message, fields].filter((text) => text !== undefined && text !== "");
  return { code: said?.code ?? `http-${status}`, detail: words.join(": ") };
}

/** An answer that leaves no way to go on. */
export function unexpected({ method, path }: ApiRequest, answer: Pick<ApiAnswer, "status" | "body">): Error {
  const { code, detail } = refusalOf(answer);
  return new Error(`${method} ${path} answered ${answer.status} ${code}${detail === "" ? "" : `: ${detail}`}`);
}
