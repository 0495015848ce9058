import { gzipSync } from "fflate";
import { createTar } from "nanotar";

/** A compressed tar of files by their paths, in which SageMaker takes models and code. Same files, same bytes. */
export function archiveOf(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  const items = Object.entries(files)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, data]) => ({
      name,
      data: typeof data === "string" ? new TextEncoder().encode(data) : data,
      attrs: { mode: "644", uid: 0, gid: 0, mtime: 0 },
    }));
  return gzipSync(createTar(items), { mtime: 0 });
}
