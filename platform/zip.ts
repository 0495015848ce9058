import { zipSync } from "fflate";

const readableByAll = 0o100644;

/** A zip of files. Same files, same bytes: time and mode are fixed. */
export function reproducibleZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  // The first day a zip file can name; fflate reads it in local time, which is what this constructor writes it in.
  return zipSync({ ...files }, { mtime: new Date(1980, 0, 1), os: 3, attrs: readableByAll << 16 });
}
