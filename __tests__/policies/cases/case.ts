import type { FakeStacks } from "../../support/fake-stacks";

/** FakeStacks and the findings of one rule in them. */
export interface Case {
  readonly rule: string;
  readonly name: string;
  readonly stacks: FakeStacks;
  /** What the rule has to find, as in `prod-data aws_kms_key.x: <detail>`; a part of each is enough. None when clean. */
  readonly finds: readonly string[];
  /** Controls of the standard that the stacks break, each with a part of the finding that says so. */
  readonly breaks?: Readonly<Record<string, string>>;
}

/** Cases of one rule. */
export function casesOf(rule: string, cases: readonly Omit<Case, "rule">[]): Case[] {
  return cases.map((each) => ({ rule, ...each }));
}
