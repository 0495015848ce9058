import { createHash } from "node:crypto";

/** A file of the site as CloudFront serves it. */
export interface PageFile {
  /** Where its source is. */
  readonly path: string;
  /** Key in the bucket. */
  readonly key: string;
  readonly content: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  woff2: "font/woff2",
};

const forever = "public, max-age=31536000, immutable";
const always = "public, max-age=0, must-revalidate";

/**
 * The files of a site as they are published. What pages refer to as `/assets/<file>` gets the hash of its content into its
 * name: browsers keep it for a year, and a change has another name. Pages are asked for again each time.
 * @param files content by path, as in "index.html" or "assets/site.css"
 * @throws Error for a file of unknown type, and for a page that refers to an asset that is not there
 */
export function publishedFiles(files: Readonly<Record<string, Buffer>>): PageFile[] {
  const isAsset = (path: string) => path.startsWith("assets/");
  const hashed = new Map(
    Object.entries(files)
      .filter(([path]) => isAsset(path))
      .map(([path, content]) => {
        const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
        return [path, path.replace(/(\.\w+)$/, `.${hash}$1`)] as const;
      }),
  );
  return Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, content]) => {
      const contentType = contentTypes[path.split(".").at(-1) ?? ""];
      if (contentType === undefined)
        throw new Error(`site/pages/${path}: add the type of its content to modules/cdn/pages.ts.`);
      const key = hashed.get(path) ?? path;
      const isPage = path.endsWith(".html");
      return {
        path,
        key,
        content: isPage ? withHashes(path, content, hashed) : content,
        contentType,
        cacheControl: isAsset(path) ? forever : always,
      };
    });
}

function withHashes(page: string, content: Buffer, hashed: ReadonlyMap<string, string>): Buffer {
  const text = content
    .toString("utf8")
    .replaceAll(/(["'(])\/(assets\/[\w./-]+)/g, (_, before: string, path: string) => {
      const key = hashed.get(path);
      if (key === undefined) throw new Error(`site/pages/${page} refers to ${path}, which is not there.`);
      return `${before}/${key}`;
    });
  return Buffer.from(text);
}
