import { problemCode } from "#platform/problem";

export const signatureMissing = problemCode("signature-missing", 401);
export const signatureInvalid = problemCode("signature-invalid", 401);
