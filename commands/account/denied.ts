/** Whether AWS answered that the caller may not do this. */
export function isDenied(error: unknown): boolean {
  return /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|Forbidden|403)$/.test((error as Error).name);
}
