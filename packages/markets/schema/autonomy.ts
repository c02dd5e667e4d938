import * as z from "zod";
import { autonomySubjects } from "../vocabulary.ts";
import { dated } from "./provenance.ts";

/** Who decides on a directive of the centre: it applies, operations answer it, or it is recorded and declined. */
export const autonomy = z.array(
  dated({ subject: z.enum(autonomySubjects), decides: z.enum(["central", "local-approval", "local"]) }),
);
