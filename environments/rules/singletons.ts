import { type FileError, formatPlace } from "../loader/errors";
import { type Candidate, errorAt, placeOf } from "../loader/merged-environment";
import type { Rule } from "./rule";

/** Settings that AWS has once per account, or once per region of an account. */
interface Singleton {
  readonly key: "account" | "region";
  readonly what: string;
  /** Environments with the same scope share the settings; undefined when it is unknown. */
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

/** Two states that own one setting overwrite each other on every apply; without an owner it keeps AWS's default. */
const oneOwner = ({ key, what, scope }: Singleton): Rule => {
  const path = ["owns", key];
  const owns = ({ settings }: Candidate) => settings.owns?.[key];

  function errorsOf(place: string, sharing: readonly Candidate[], allKnown: boolean): FileError[] {
    const [owner, ...others] = sharing.filter((candidate) => owns(candidate) === true);
    if (owner) {
      return others.map((candidate) => {
        const why = `${owner.name} owns them (${formatPlace(placeOf(owner, path))})`;
        const allowed = `one owner of the ${what} of account ${place}`;
        return errorAt(candidate, path, {
          seen: "a second one",
          allowed,
          why,
          fix: `Set ${path.join(".")} to false in one of the two.`,
        });
      });
    }
    const [first] = sharing;
    if (!first || !allKnown || sharing.some((candidate) => owns(candidate) === undefined)) return [];
    const allowed = `one owner of the ${what} of account ${place}`;
    const names = sharing.map(({ name }) => name).join(", ");
    const fix = sharing.length === 1 ? "Set it to true." : `Set it to true in one of ${names}.`;
    return [errorAt(first, path, { seen: "none", allowed, fix })];
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
