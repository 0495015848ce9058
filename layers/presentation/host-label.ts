import { z } from "zod";

/** A host of the environment, as the part before `domain`. */
export const hostLabel = z
  .string()
  .regex(
    /^(?!-)[a-z0-9-]{1,63}(?<!-)$/,
    "the first part of a name below `domain`, as in www: lower-case letters, digits and hyphens",
  );
