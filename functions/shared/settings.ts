/** An environment variable that the function cannot work without. @throws Error when it is not set */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`expected the environment variable ${name}: add what it is about to \`uses\``);
  return value;
}
