/**
 * Who may find what is in a knowledge base: everybody, or of each document its owner alone. The attribute `owner` of a
 * document's metadata is the subject of the token that its owner signs in with, as in the table `documents`.
 */
export const audiences = ["everybody", "owner"] as const;
export type Audience = (typeof audiences)[number];

/** The audience where a file does not say it. */
export const usualAudience: Audience = "owner";
