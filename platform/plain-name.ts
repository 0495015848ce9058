import { z } from "zod";

/** A name of lower-case letters, digits and single hyphens, which can be part of names of AWS and of addresses alike. */
export function plainName(least: number, most: number) {
  return z
    .string()
    .regex(
      new RegExp(`^(?=.{${least},${most}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`),
      "a lower-case letter first, then such letters, digits and single hyphens between them; " +
        `${least} to ${most} in all`,
    );
}
