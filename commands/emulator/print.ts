/** What pip says package by package. */
const chatter = /^(Collecting|Downloading|Installing collected packages)/;

/** Prints what is going on. What pip says about each package flits by on a terminal, and is left out of logs. */
export function printNote(text: string): void {
  const live = process.stdout.isTTY === true;
  if (live) process.stdout.write("\r\u001b[2K");
  if (!chatter.test(text)) console.log(text);
  else if (live) process.stdout.write(`  ${text.slice(0, (process.stdout.columns || 80) - 3)}`);
}
