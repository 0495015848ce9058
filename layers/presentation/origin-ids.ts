/** Ids of the origins of distributions; behaviors name them. */
export const originIds = {
  pages: "pages",
  /** The same pages in the recovery region. */
  pagesCopy: "pages-copy",
  /** The first of the two that answers. */
  bothPages: "both-pages",
  services: "services",
  api: "api",
  /** The model that a route leads to. */
  modelOf: (route: string) => `model-${route}`,
} as const;
