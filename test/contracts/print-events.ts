import { eventCatalogue } from "./event-catalogue.ts";

/** Prints which event is made where, and which functions it reaches: `npm run --silent events`. */
for (const { contract, meaning, publishers, consumers } of await eventCatalogue()) {
  const crosses = contract.audience === "central" ? "; it may leave the market" : "";
  console.log(`${contract.type.replace("archipelago.", "")}`);
  console.log(`  ${meaning}`);
  console.log(`  from ${publishers.join(", ")}${crosses}`);
  for (const { file, impact } of consumers) console.log(`  → ${file}\n    while it is stuck: ${impact}`);
  if (consumers.length === 0) console.log("  → nobody yet");
  console.log();
}
