import type { Change } from "../changes";

/** The changes without what the base's own configuration would change in its made-up state, attribute by attribute. */
export function withoutNoise(changes: readonly Change[], noise: readonly Change[]): Change[] {
  const keyOf = ({ place, action }: Change) => `${place.stack} ${place.address} ${action}`;
  const noisy = new Map(noise.map((change) => [keyOf(change), new Set(change.attributes.map(({ name }) => name))]));
  return changes.flatMap((change) => {
    const names = noisy.get(keyOf(change));
    if (!names) return [change];
    const attributes = change.attributes.filter(({ name }) => !names.has(name));
    return attributes.length > 0 ? [{ ...change, attributes }] : [];
  });
}
