import { createHash } from "node:crypto";

/** A file next to the stack's JSON, for Terraform to upload or for the delivery pipeline to apply. */
export interface Asset {
  /** Where Terraform finds the file, as in "${path.module}/assets/rotate-secret.zip". */
  readonly path: string;
  /** SHA-256 of the content in base64: it changes with the content and with nothing else. */
  readonly hash: string;
}

/** Folder of the assets, within the folder of the stack. */
export const assetsFolder = "assets";

/** The files a stack brings along, by name. */
export class Assets {
  private readonly contents = new Map<string, Uint8Array>();

  /** @throws Error when the name is taken: two contents would overwrite each other */
  add(name: string, content: Uint8Array): Asset {
    if (this.contents.has(name)) throw new Error(`Two assets of a stack have the name ${name}. Rename one.`);
    this.contents.set(name, content);
    return {
      path: `\${path.module}/${assetsFolder}/${name}`,
      hash: createHash("sha256").update(content).digest("base64"),
    };
  }

  entries(): IterableIterator<[name: string, content: Uint8Array]> {
    return this.contents.entries();
  }
}
