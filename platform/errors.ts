/**
 * A mistake that the person running the program can fix: a wrong value, a missing tool, a port in use.
 * Its message is printed as it is, without a stack trace, and the program exits with 1.
 */
export class UserError extends Error {
  override readonly name = "UserError";
}
