// Compares two syntheses. Plain Node: `npm run exits` needs no bundle. Documented in synthesis-differences.d.mts.
import diff from "microdiff";

export function differences(before, after) {
  const gone = [...before.keys()].filter((path) => !after.has(path)).map((path) => `${path}: not written any more`);
  const found = [...after].flatMap(([path, content]) => {
    const former = before.get(path);
    if (former === undefined) return [`${path}: not written before`];
    return former.equals(content) ? [] : differencesIn(path, former, content);
  });
  return [...gone, ...found];
}

function differencesIn(path, before, after) {
  if (!path.endsWith(".json")) return [`${path}: other bytes`];
  const [former, current] = [before, after].map(withoutVersion);
  const changes = diff(former, current).map(({ type, path: keys, oldValue, value }) => {
    const values = [oldValue, value].map((one) => JSON.stringify(one) ?? "nothing").join(" -> ");
    return `${path}: ${type} ${keys.join(".")}: ${values}`;
  });
  // The same values in another order, or written in another way.
  const same = JSON.stringify(former) === JSON.stringify(current);
  return changes.length > 0 || same ? changes : [`${path}: the same values in another order`];
}

/** The version of the library that wrote the file is what has to differ. */
function withoutVersion(content) {
  const json = JSON.parse(content);
  if (json["//"]?.metadata) json["//"].metadata.version = "";
  return json;
}
