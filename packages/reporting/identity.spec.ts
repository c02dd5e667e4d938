import { describe, expect, test } from "vitest";
import { firstIdentifier, pseudonymOf } from "./identity.ts";
import { anonymousBuyer } from "./observation.ts";

describe("a buyer is known by the first identifier there is", () => {
  const all = {
    id: "b-1",
    taxId: "111.444.777-35",
    email: "Ann@Example.org ",
    phone: "+44 20 7946 0000",
    postcode: "m1 1aa",
    postcodePrefix: "M1",
  };
  const { id: _, ...noId } = all;
  const { taxId: __, ...noTaxId } = noId;
  const { email: ___, ...noEmail } = noTaxId;
  const { phone: ____, ...noPhone } = noEmail;
  test.each([
    [all, "id:b-1"],
    [noId, "taxId:11144477735"],
    [noTaxId, "email:ann@example.org"],
    [noEmail, "phone:442079460000"],
    [noPhone, "postcode:M11AA"],
    [{ postcodePrefix: "40080" }, "postcode:40080"],
    [{ id: "  ", email: "" }, undefined],
    [{}, undefined],
  ])("%o", (traces, trace) => expect(firstIdentifier(traces)).toBe(trace));
});

describe("a pseudonym", () => {
  test("is the same for one buyer, however the trace is spelt", () =>
    expect(pseudonymOf("key", { email: "ANN@example.org" })).toBe(pseudonymOf("key", { email: " ann@example.org" })));
  test("is another under another market's key", () =>
    expect(pseudonymOf("key", { id: "b-1" })).not.toBe(pseudonymOf("another", { id: "b-1" })));
  test("holds 128 bits and nothing of the trace", () =>
    expect(pseudonymOf("key", { id: "b-1" })).toMatch(/^[\w-]{22}$/));
  test("of somebody who left no trace is the common one", () => expect(pseudonymOf("key", {})).toBe(anonymousBuyer));
});
