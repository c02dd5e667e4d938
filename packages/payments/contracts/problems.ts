import { problemCode } from "#platform/problem";

/** A webhook that carries no signature. */
export const signatureMissing = problemCode("signature-missing", 401);

/** A webhook whose signature does not fit its body, or is too old. */
export const signatureInvalid = problemCode("signature-invalid", 401);
