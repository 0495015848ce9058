import type { Edit } from "../edit";

/** A value that a knob is changed to. */
export interface Given {
  readonly value: unknown;
  /** Where. Default: the first place that has the knob. */
  readonly path?: Edit["path"];
  /** What has to change with it. */
  readonly beside?: readonly Edit[];
}

/** An edit; the path with slashes, as in `data/tables/sessions/hashKey`. */
export function at(path: string, value: unknown): Edit {
  return { path: path.split("/"), value };
}
