import * as z from "zod";
import { autonomySubjects } from "../vocabulary.ts";
import { dated } from "./provenance.ts";

/**
 * Who decides on a directive of the centre: it applies (`central`), operations answer it (`local-approval`), or it is
 * recorded and declined (`local`). Not read yet: for directives.
 */
export const autonomy = z.array(
  dated({ subject: z.enum(autonomySubjects), decides: z.enum(["central", "local-approval", "local"]) }),
);
