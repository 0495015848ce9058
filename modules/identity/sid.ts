/**
 * The id of a statement about one thing, as in `sidOf("ReadItemsOf", "chat-sessions")`: `ReadItemsOfChatSessions`.
 * @param name in lower case with hyphens; ids have letters and digits only
 */
export function sidOf(what: string, name: string): string {
  const words = name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${what}${words.join("")}`;
}
