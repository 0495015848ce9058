import type { Expectation } from "./cases";

/** What an application answered. */
export interface Answer {
  readonly text: string;
  /** Passages that it names. */
  readonly citations: number;
  readonly blocked: boolean;
}

type Property = keyof Expectation;

const checks: { readonly [P in Property]-?: (answer: Answer, expected: Expectation) => boolean } = {
  mentionsAll: ({ text }, { mentionsAll = [] }) => mentionsAll.every((part) => mentions(text, part)),
  mentionsAnyOf: ({ text }, { mentionsAnyOf = [] }) => mentionsAnyOf.some((part) => mentions(text, part)),
  mentionsNone: ({ text }, { mentionsNone = [] }) => !mentionsNone.some((part) => mentions(text, part)),
  mostWords: ({ text }, { mostWords = 0 }) => text.split(/\s+/).filter(Boolean).length <= mostWords,
  cites: ({ citations }, { cites }) => citations > 0 === cites,
  blocked: (answer, { blocked }) => answer.blocked === blocked,
};

/** Which of the expected properties an answer has, and which it has not. */
export function propertiesOf(answer: Answer, expected: Expectation) {
  const properties = (Object.keys(expected) as Property[]).sort();
  const has = properties.filter((property) => checks[property](answer, expected));
  return { has, misses: properties.filter((property) => !has.includes(property)) };
}

function mentions(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
