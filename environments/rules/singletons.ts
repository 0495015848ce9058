import { type FileError, formatPlace } from "../loader/errors";
import { type Candidate, errorAt, placeOf } from "../loader/merged-environment";
import type { Rule } from "./rule";

/** Settings that AWS has once per account, or once per region of an account. */
interface Singleton {
  readonly key: "account" | "region";
  readonly what: string;
  /** Environments with the same scope share the settings; undefined when it cannot be told. */
  readonly scope: (candidate: Candidate) => string | undefined;
}

const singletons: readonly Singleton[] = [
  { key: "account", what: "account-wide settings", scope: ({ settings }) => settings.account },
  {
    key: "region",
    what: "region-wide settings",
    scope: ({ settings: { account, region } }) => (account && region ? `${account} in ${region}` : undefined),
  },
];

/** Two states that own one setting overwrite each other for ever; without an owner it stays as AWS made it. */
const oneOwner = ({ key, what, scope }: Singleton): Rule => {
  const path = ["owns", key];
  const owns = ({ settings }: Candidate) => settings.owns?.[key];

  function errorsOf(place: string, sharing: readonly Candidate[], allKnown: boolean): FileError[] {
    const [owner, ...others] = sharing.filter((candidate) => owns(candidate) === true);
    if (owner) {
      return others.map((candidate) => {
        const allowed = `${owner.name} owns the ${what} of account ${place} (${formatPlace(placeOf(owner, path))})`;
        return errorAt(candidate, path, { allowed, fix: `Set ${path.join(".")} to false in one of the two.` });
      });
    }
    const [first] = sharing;
    if (!first || !allKnown || sharing.some((candidate) => owns(candidate) === undefined)) return [];
    const allowed = `one environment must own the ${what} of account ${place}, and none does`;
    const names = sharing.map(({ name }) => name).join(", ");
    const fix = sharing.length === 1 ? "Set it to true." : `Set it to true in one of ${names}.`;
    return [errorAt(first, path, { allowed, fix })];
  }

  return (candidates) => {
    const scopes = candidates.map(scope);
    const places = [...new Set(scopes)].filter((place) => place !== undefined);
    return places.flatMap((place) =>
      errorsOf(
        place,
        candidates.filter((_, index) => scopes[index] === place),
        !scopes.includes(undefined),
      ),
    );
  };
};

export const singletonRules: readonly Rule[] = singletons.map(oneOwner);
