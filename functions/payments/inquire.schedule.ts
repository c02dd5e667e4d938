import { inquireDue } from "#payments/inquiries";
import { deskOnSandbox } from "#payments/sandbox/sandbox-desk";
import { scheduleFunction } from "#platform/schedule-function";
import { inquire } from "./manifest.ts";

export const handler = scheduleFunction(inquire, (environment) => {
  const { store, desk } = deskOnSandbox(environment);
  return (now) => inquireDue(store, desk, now);
});
