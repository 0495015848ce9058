/** Variables that hide every AWS setting of the caller from a process, so that no real account is ever asked. */
export function withoutAwsVariables(): Record<string, string> {
  const hidden = Object.keys(process.env).filter((name) => name.startsWith("AWS_"));
  const nowhere = process.platform === "win32" ? "NUL" : "/dev/null";
  return {
    ...Object.fromEntries(hidden.map((name) => [name, ""])),
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
  };
}
