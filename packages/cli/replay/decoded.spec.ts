import { expect, test } from "vitest";
import { decoded } from "./decoded.ts";

test.each([
  ["UTF-8", Buffer.from("café"), "utf-8"],
  ["UTF-8 with a mark", Buffer.from("\uFEFFcafé"), "utf-8"],
  ["Latin-1", Buffer.from("café", "latin1"), "windows-1252"],
  ["UTF-16", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("café", "utf16le")]), "utf-16le"],
])("%s is read as text", (_, bytes, encoding) => expect(decoded(bytes)).toEqual({ text: "café", encoding }));
